import { analyzerSuite } from '@earshot/core/conformance';
import { describe, it } from '@jest/globals';
import { EmbeddedEngine } from '../src/embedded-engine.ts';

const engine = new EmbeddedEngine();

describe('EmbeddedEngine', () => {
  analyzerSuite({ describe, it }, async () => ({
    analyzer: engine,
    maxBytes: 100_000,
    unsupportedLanguage: 'fi',
    dispose: async () => {},
  }));
});
