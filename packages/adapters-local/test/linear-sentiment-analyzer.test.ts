import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Analysis } from '@earshot/core';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LinearSentimentAnalyzer } from '../src/linear-sentiment-analyzer/linear-sentiment-analyzer.ts';
import {
  decodeWeights,
  encodeWeights,
  loadWeights,
  type Weights,
  weightsFolder,
} from '../src/linear-sentiment-analyzer/weights.ts';
import { fuzzedTexts } from './fuzz.ts';

const SHIPPED = ['de', 'en', 'es', 'fr', 'it', 'pt'];

let weights: readonly Weights[];
let analyzer: LinearSentimentAnalyzer;

beforeAll(async () => {
  weights = await loadWeights();
  analyzer = new LinearSentimentAnalyzer(weights);
});

async function analysisOf(text: string, language = 'en', by = analyzer): Promise<Analysis> {
  const [judgement] = await by.analyze([{ text, language }]);
  if (judgement === undefined || 'failure' in judgement) throw new Error(`not judged: ${judgement?.failure.kind}`);
  return judgement.analysis;
}

describe('the linear engine', () => {
  it('judges the six languages whose weights are shipped', () => {
    expect(analyzer.languages).toEqual(SHIPPED);
  });

  it.each(['en', 'en-GB', 'EN-us', 'de-AT', 'pt-BR', 'fr-Latn-CA'])('judges %s', async (language) => {
    expect(await analysisOf('ok', language)).toMatchObject({ language, engine: 'earshot-linear', chunks: 1, fallback: false });
  });

  it.each(['fi', 'enm', 'zh-TW', 'und'])('refuses %s, and says which language it was', async (language) => {
    const [judgement] = await analyzer.analyze([{ text: 'I love it', language }]);
    expect(judgement).toMatchObject({ language, failure: { kind: 'unsupported', message: expect.stringContaining(language) } });
  });

  it('takes a text without a language for English', async () => {
    expect(await analyzer.analyze([{ text: 'I love it' }])).toMatchObject([
      { analysis: { language: 'en', sentiment: 'POSITIVE' } },
    ]);
  });

  it('tells the version of the weights that judged', async () => {
    for (const { language, version } of weights) expect((await analysisOf('ok', language)).engineVersion).toBe(version);
  });

  it.each([
    ['capitals', 'A'.repeat(99_999)],
    ['exclamation marks', `a${'!'.repeat(99_999)}`],
    ['digits', '1'.repeat(99_999)],
    ['clauses', 'good,bad!'.repeat(11_000)],
    ['ideographs', '好'.repeat(33_333)],
    ['combining marks', 'e\u0302'.repeat(33_000)],
    ['apostrophes', "l'".repeat(33_000)],
    ['spaces', `${' '.repeat(99_990)}love`],
    ['ratings', '5 / '.repeat(20_000)],
    ['stars', '★'.repeat(33_000)],
  ])('judges 100,000 bytes of %s', async (_, text) => {
    const scores = Object.values((await analysisOf(text)).scores);
    expect(scores.reduce((sum, score) => sum + score, 0)).toBeCloseTo(1, 9);
  });

  it('gives proper scores for 3,000 strings made by chance', async () => {
    for (const language of SHIPPED)
      for (const text of fuzzedTexts(500, 7)) {
        const scores = Object.values((await analysisOf(text, language)).scores);
        expect(scores.every((score) => score >= 0 && score <= 1)).toBe(true);
        expect(scores.reduce((sum, score) => sum + score, 0)).toBeCloseTo(1, 9);
      }
  });

  it('judges by the later of two weights for one language', async () => {
    const [english] = weights.filter(({ language }) => language === 'en');
    if (english === undefined) throw new Error('no English weights');
    const later = new LinearSentimentAnalyzer([...weights, { ...english, version: 'my own' }]);
    expect((await analysisOf('ok', 'en', later)).engineVersion).toBe('my own');
  });
});

describe('weights', () => {
  let folder: string;
  let english: Buffer;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'earshot-weights-'));
    english = await readFile(join(weightsFolder(), 'en.bin'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('take at most 300,000 bytes for English', () => {
    expect(english.length).toBeLessThanOrEqual(300_000);
  });

  it('are the same bytes after they were read', () => {
    const { model, version } = decodeWeights(english, 'en.bin');
    expect(Buffer.from(encodeWeights('en', version.split('-', 1).join(), model)).equals(english)).toBe(true);
  });

  const damages: readonly (readonly [string, (bytes: Buffer) => Buffer])[] = [
    ['empty', () => Buffer.alloc(0)],
    ['of another program', () => Buffer.from('{"weights": [1, 2, 3]}')],
    ['of another version', (bytes) => Buffer.concat([bytes.subarray(0, 7), Buffer.from([9]), bytes.subarray(8)])],
    ['cut off in the header', (bytes) => bytes.subarray(0, 60)],
    ['cut off after its first words', (bytes) => bytes.subarray(0, 9)],
    ['cut off in the table', (bytes) => bytes.subarray(0, bytes.length - 1000)],
    ['of one byte too much', (bytes) => Buffer.concat([bytes, Buffer.from([0])])],
    ['changed in the table', (bytes) => changed(bytes, bytes.length - 40_000)],
    ['changed in the header', (bytes) => changed(bytes, 40)],
    ['changed in the length of the header', (bytes) => changed(bytes, 10)],
  ];

  it.each(damages)('that are %s are refused by name', async (_, damage) => {
    await writeFile(join(folder, 'en.bin'), damage(english));
    await expect(loadWeights(folder)).rejects.toMatchObject({ kind: 'invalid', message: expect.stringContaining('en.bin') });
  });

  it('that are refused before they are whole are refused wherever a byte is changed', () => {
    for (let at = 0; at < english.length; at += 4_999)
      expect(() => decodeWeights(changed(english, at), 'en.bin')).toThrow(expect.objectContaining({ kind: 'invalid' }));
  });

  it('are looked for in a folder that is there', async () => {
    await expect(loadWeights(join(folder, 'nowhere'))).rejects.toMatchObject({ message: expect.stringContaining('nowhere') });
  });
});

function changed(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt8(copy.readUInt8(at) ^ 0x55, at);
  return copy;
}
