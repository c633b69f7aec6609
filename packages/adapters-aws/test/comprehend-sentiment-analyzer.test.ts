import { BatchDetectSentimentCommand, type DetectSentimentCommand } from '@aws-sdk/client-comprehend';
import type { Judgement, Utterance } from '@earshot/core';
import { describe, expect, it } from '@jest/globals';
import { ComprehendSentimentAnalyzer } from '../src/index.ts';

const POSITIVE = { Positive: 0.9, Negative: 0.05, Neutral: 0.05, Mixed: 0 };
const NEGATIVE = { Positive: 0.05, Negative: 0.9, Neutral: 0.05, Mixed: 0 };
const scoreOf = (text: string) => (text.startsWith('good') ? POSITIVE : NEGATIVE);

const ERROR_CODE = /^[A-Z_]{5,}$/;

/** A Comprehend that notes its calls; texts that are an error code get that error. */
class NotingComprehend {
  readonly batches: { readonly language: string | undefined; readonly texts: readonly string[] }[] = [];
  readonly singles: string[] = [];
  underWay = 0;
  mostUnderWay = 0;
  throttledLanguage = '';

  async send(command: DetectSentimentCommand | BatchDetectSentimentCommand) {
    if (command instanceof BatchDetectSentimentCommand) return this.#batch(command);
    const { Text = '' } = command.input;
    this.singles.push(Text);
    return { SentimentScore: scoreOf(Text), ResultList: [], ErrorList: [] };
  }

  async #batch({ input: { TextList = [], LanguageCode } }: BatchDetectSentimentCommand) {
    this.batches.push({ language: LanguageCode, texts: TextList });
    this.underWay += 1;
    this.mostUnderWay = Math.max(this.mostUnderWay, this.underWay);
    await new Promise(setImmediate);
    this.underWay -= 1;
    if (LanguageCode === this.throttledLanguage) throw Object.assign(new Error('Rate exceeded'), { name: 'ThrottlingException' });
    const places = TextList.map((text, Index) => ({ text, Index }));
    const [failing, fine] = [true, false].map((fails) => places.filter(({ text }) => ERROR_CODE.test(text) === fails));
    return {
      SentimentScore: undefined,
      ResultList: fine?.map(({ text, Index }) => ({ Index, SentimentScore: scoreOf(text) })).reverse(),
      ErrorList: failing?.map(({ text, Index }) => ({ Index, ErrorCode: text })),
    };
  }
}

async function judged(comprehend: NotingComprehend, texts: readonly Utterance[]): Promise<string[]> {
  const judgements = await new ComprehendSentimentAnalyzer(comprehend).analyze(texts, 10_000);
  return judgements.map(inShort);
}

const inShort = (judgement: Judgement) =>
  'failure' in judgement ? judgement.failure.kind : `${judgement.analysis.sentiment} ${judgement.analysis.language}`;

describe('ComprehendSentimentAnalyzer', () => {
  it('asks for 1,000 texts with 40 calls, four at once at most', async () => {
    const comprehend = new NotingComprehend();
    const texts = Array.from({ length: 1_000 }, (_, i) => ({ text: `${i % 3 === 0 ? 'good' : 'bad'} ${i}` }));
    const judgements = await judged(comprehend, texts);
    expect(comprehend.batches.map((batch) => batch.texts.length)).toEqual(Array.from({ length: 40 }, () => 25));
    expect(comprehend.singles).toEqual([]);
    expect(comprehend.mostUnderWay).toBe(4);
    expect(judgements).toEqual(texts.map((_, i) => (i % 3 === 0 ? 'POSITIVE en' : 'NEGATIVE en')));
  });

  it('asks for a single text with a single call', async () => {
    const comprehend = new NotingComprehend();
    expect(await judged(comprehend, [{ text: 'good' }, { text: 'hyvä', language: 'fi' }])).toEqual([
      'POSITIVE en',
      'unsupported',
    ]);
    expect(comprehend.singles).toEqual(['good']);
    expect(comprehend.batches).toEqual([]);
  });

  it('gives the errors of a batch to the texts that they are about', async () => {
    const texts = [
      'good 1',
      'TEXT_SIZE_LIMIT_EXCEEDED',
      'bad 2',
      'INTERNAL_SERVER_ERROR',
      'UNSUPPORTED_LANGUAGE',
      'THROTTLING',
      'INVALID_REQUEST',
      'good 3',
    ];
    const judgements = await judged(
      new NotingComprehend(),
      texts.map((text) => ({ text })),
    );
    expect(judgements).toEqual([
      'POSITIVE en',
      'invalid',
      'NEGATIVE en',
      'unavailable',
      'unsupported',
      'throttled',
      'invalid',
      'POSITIVE en',
    ]);
  });

  it('asks for each language apart, and answers in the order of the texts', async () => {
    const comprehend = new NotingComprehend();
    const languages = ['pt-BR', 'en', 'zh-Hant-HK', 'pt', 'fi', 'zh-Hans', 'zh-TW', 'en-GB'];
    const texts = languages.map((language, i) => ({ text: `${i % 2 === 0 ? 'good' : 'bad'} ${i}`, language }));
    const judgements = await judged(comprehend, texts);
    expect(comprehend.batches).toEqual([
      { language: 'pt', texts: ['good 0', 'bad 3'] },
      { language: 'en', texts: ['bad 1', 'bad 7'] },
      { language: 'zh-TW', texts: ['good 2', 'good 6'] },
      { language: 'zh', texts: ['bad 5'] },
    ]);
    expect(judgements).toEqual([
      'POSITIVE pt-BR',
      'NEGATIVE en',
      'POSITIVE zh-Hant-HK',
      'NEGATIVE pt',
      'unsupported',
      'NEGATIVE zh-Hans',
      'POSITIVE zh-TW',
      'NEGATIVE en-GB',
    ]);
  });

  it('fails only the texts of a call that fails', async () => {
    const comprehend = new NotingComprehend();
    comprehend.throttledLanguage = 'de';
    const texts = ['en', 'de', 'fr', 'de'].map((language) => ({ text: 'good', language }));
    expect(await judged(comprehend, texts)).toEqual(['POSITIVE en', 'throttled', 'POSITIVE fr', 'throttled']);
  });
});
