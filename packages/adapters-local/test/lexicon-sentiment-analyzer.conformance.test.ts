import { analyzerSuite } from '@earshot/core/conformance';
import { describe, it } from '@jest/globals';
import { LexiconSentimentAnalyzer } from '../src/lexicon-sentiment-analyzer/lexicon-sentiment-analyzer.ts';

describe('LexiconSentimentAnalyzer', () => {
  analyzerSuite({ describe, it }, async () => ({
    analyzer: new LexiconSentimentAnalyzer(),
    maxBytes: 100_000,
    unsupportedLanguage: 'fi',
    dispose: async () => {},
  }));
});
