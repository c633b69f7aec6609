import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { LinearSentimentAnalyzer } from '../src/linear-sentiment-analyzer/linear-sentiment-analyzer.ts';
import { loadWeights } from '../src/linear-sentiment-analyzer/weights.ts';

interface Line {
  readonly kind: string;
  readonly language: string;
  readonly label: string;
  readonly text: string;
}

/** How many lines of each kind must be right: what the shipped weights reach, less one or two for the chance of a new training. */
const FLOORS = {
  opinion: 15,
  negation: 12,
  complaint: 10,
  praise: 4,
  request: 7,
  question: 7,
  plain: 7,
  sarcasm: 1,
  idiom: 4,
  mixed: 4,
  emoji: 7,
  german: 9,
  spanish: 9,
  french: 9,
  italian: 8,
  portuguese: 9,
} as const;

const [, ...rows] = readFileSync(new URL('regression-set.tsv', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n');
const lines = rows.map((row): Line => {
  const [kind = '', language = '', label = '', text = ''] = row.split('\t');
  return { kind, language, label, text };
});

describe('the shipped weights', () => {
  it('are held against at least 150 lines, none of them twice', () => {
    expect(lines.length).toBeGreaterThanOrEqual(150);
    expect(new Set(lines.map(({ text }) => text)).size).toBe(lines.length);
    expect(new Set(lines.map(({ kind }) => kind))).toEqual(new Set(Object.keys(FLOORS)));
  });

  it.each(Object.entries(FLOORS))('judge lines of the kind “%s” right, at least %i of them', async (kind, floor) => {
    const ofKind = lines.filter((line) => line.kind === kind);
    const judgements = await new LinearSentimentAnalyzer(await loadWeights()).analyze(ofKind);
    const wrong = ofKind.filter(({ label }, i) => {
      const judgement = judgements[i];
      return judgement === undefined || 'failure' in judgement || judgement.analysis.sentiment !== label;
    });
    const right = ofKind.length - wrong.length;
    expect({ right, wrong: right < floor ? wrong.map(({ text }) => text) : [] }).toEqual({
      right: expect.any(Number),
      wrong: [],
    });
  });
});
