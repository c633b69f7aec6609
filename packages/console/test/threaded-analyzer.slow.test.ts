import { analyzerSuite } from '@earshot/core/conformance';
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { ThreadedAnalyzer } from '../src/importing/threaded-analyzer.ts';

let analyzer: ThreadedAnalyzer;

beforeAll(() => {
  analyzer = ThreadedAnalyzer.start({ language: 'auto' });
});

afterAll(() => analyzer.stop());

describe('ThreadedAnalyzer', () => {
  analyzerSuite({ describe, it }, async () => ({
    analyzer,
    maxBytes: 100_000,
    unsupportedLanguage: 'fi',
    dispose: async () => {},
  }));
});
