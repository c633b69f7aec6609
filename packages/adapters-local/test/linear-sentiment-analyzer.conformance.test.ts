import { analyzerSuite } from '@earshot/core/conformance';
import { describe, it } from '@jest/globals';
import { LinearSentimentAnalyzer } from '../src/linear-sentiment-analyzer/linear-sentiment-analyzer.ts';
import { loadWeights } from '../src/linear-sentiment-analyzer/weights.ts';

describe('LinearSentimentAnalyzer', () => {
  analyzerSuite({ describe, it }, async () => ({
    analyzer: new LinearSentimentAnalyzer(await loadWeights()),
    maxBytes: 100_000,
    unsupportedLanguage: 'fi',
    dispose: async () => {},
  }));
});
