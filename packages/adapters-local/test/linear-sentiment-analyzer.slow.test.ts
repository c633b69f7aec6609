import { describe, expect, it } from '@jest/globals';
import { LinearSentimentAnalyzer } from '../src/linear-sentiment-analyzer/linear-sentiment-analyzer.ts';
import { loadWeights } from '../src/linear-sentiment-analyzer/weights.ts';
import { fuzzedTexts } from './fuzz.ts';

describe('the linear engine', () => {
  it('gives proper scores for 100,000 strings made by chance', async () => {
    const analyzer = new LinearSentimentAnalyzer(await loadWeights());
    const texts = [...fuzzedTexts(100_000, 11)].map((text, i) => ({ text, language: ['en', 'fr'][i % 2] ?? 'en' }));
    const judgements = await analyzer.analyze(texts);
    const improper = judgements.filter((judgement) => {
      if ('failure' in judgement) return true;
      const scores = Object.values(judgement.analysis.scores);
      return !scores.every((score) => score >= 0 && score <= 1) || Math.abs(scores.reduce((sum, one) => sum + one, 0) - 1) > 1e-9;
    });
    expect(improper).toEqual([]);
    expect(judgements).toHaveLength(texts.length);
  }, 240_000);
});
