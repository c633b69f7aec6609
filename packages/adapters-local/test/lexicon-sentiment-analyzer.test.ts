import type { Analysis } from '@earshot/core';
import { describe, expect, it } from '@jest/globals';
import { LexiconSentimentAnalyzer } from '../src/lexicon-sentiment-analyzer/lexicon-sentiment-analyzer.ts';

const analyzer = new LexiconSentimentAnalyzer();

async function analysisOf(text: string, language = 'en'): Promise<Analysis> {
  const [judgement] = await analyzer.analyze([{ text, language }]);
  if (judgement === undefined || 'failure' in judgement) throw new Error(`not judged: ${judgement?.failure.kind}`);
  return judgement.analysis;
}

describe('the lexicon', () => {
  it.each([
    ['fast delivery but the box was crushed and the support was awful, still I love the phone', 'MIXED'],
    ['The screen is good but the battery is terrible', 'MIXED'],
    ['The staff were friendly and helpful. The room was dirty and the bed was horrible.', 'MIXED'],
    ['Not good.', 'NEGATIVE'],
    ['NOT GOOD', 'NEGATIVE'],
    ['I don’t like it', 'NEGATIVE'],
    ['I was charged twice and nobody answers :(', 'NEGATIVE'],
    ['wonderful!!!!!', 'POSITIVE'],
    ['"great"...', 'POSITIVE'],
    [':)', 'POSITIVE'],
    ['The parcel is on the table.', 'NEUTRAL'],
    ['👍🏽', 'NEUTRAL'],
  ])('takes “%s” as %s', async (text, sentiment) => {
    expect((await analysisOf(text)).sentiment).toBe(sentiment);
  });

  it('is surer of capitals among small letters', async () => {
    const [loud, calm] = [await analysisOf('I LOVE it'), await analysisOf('I love it')];
    expect(loud.scores.positive).toBeGreaterThan(calm.scores.positive);
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf', 'prototype'])(
    'takes %s as a word that says nothing',
    async (word) => {
      const texts = [word, `${word}!`, `-${word}`, `"${word}" ${word}: ${word}`];
      for (const text of texts)
        expect((await analysisOf(text)).scores).toEqual({ positive: 0, negative: 0, neutral: 1, mixed: 0 });
      expect((await analysisOf(`I love the ${word}`)).scores).toEqual((await analysisOf('I love the parcel')).scores);
    },
  );

  it.each([
    ['capitals', `${'A'.repeat(99_999)}a`],
    ['exclamation marks', `a${'!'.repeat(99_999)}`],
    ['words without spaces', 'good,bad!'.repeat(11_000)],
    ['ideographs', '好'.repeat(33_333)],
    ['combining marks', 'e\u0302'.repeat(33_000)],
    ['praise', 'I LOVE it, very good! '.repeat(4_500)],
    ['spaces', `${' '.repeat(99_990)}love`],
  ])('judges 100,000 bytes of %s', async (_, text) => {
    const scores = Object.values((await analysisOf(text)).scores);
    expect(scores.reduce((sum, score) => sum + score, 0)).toBeCloseTo(1, 9);
  });

  it.each(['en', 'en-GB', 'EN-us', 'en-Latn-US'])('judges %s', async (language) => {
    expect(await analysisOf('I love it', language)).toMatchObject({ sentiment: 'POSITIVE', language });
  });

  it.each(['fi', 'de-AT', 'enm', 'zh-TW', 'und'])('refuses %s, and says which language it was', async (language) => {
    const [judgement] = await analyzer.analyze([{ text: 'I love it', language }]);
    expect(judgement).toMatchObject({ language, failure: { kind: 'unsupported', message: expect.stringContaining(language) } });
  });
});
