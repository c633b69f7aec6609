import { analyzerSuite } from '@earshot/core/conformance';
import { describe, it } from '@jest/globals';
import { loadEngine } from '../src/engine.ts';

analyzerSuite({ describe, it }, async () => ({
  analyzer: await loadEngine(),
  maxBytes: 100_000,
  unsupportedLanguage: 'fi',
  dispose: async () => {},
}));
