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

/** How many lines of each kind must be right: what the shipped weights reach, less one where a new training may well lose a line. */
const FLOORS = {
  opinion: 16,
  negation: 13,
  complaint: 11,
  praise: 5,
  request: 8,
  question: 8,
  plain: 8,
  sarcasm: 2,
  idiom: 6,
  mixed: 5,
  emoji: 8,
  german: 10,
  spanish: 10,
  french: 10,
  italian: 10,
  portuguese: 10,
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
