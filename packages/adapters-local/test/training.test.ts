import { describe, expect, it } from '@jest/globals';
import { LinearSentimentAnalyzer } from '../src/linear-sentiment-analyzer/linear-sentiment-analyzer.ts';
import {
  cascadeLevels,
  encodeWeights,
  evaluate,
  evaluationOf,
  formatCascade,
  formatComparison,
  formatEvaluation,
  type Label,
  type LabelledRow,
  type Model,
  parseLabelledRows,
  train,
} from '../src/training/index.ts';

/** A little world in which `blorp` is good, `quux` is bad, and both together are mixed. */
const WORDS: Readonly<Record<Label, string>> = {
  positive: 'blorp and shiny',
  negative: 'quux and grim',
  neutral: 'plain and wooden',
  mixed: 'blorp and shiny, but quux and grim',
};
const THINGS = ['table', 'lamp', 'train', 'soup', 'app', 'ticket', 'coat', 'garden', 'phone', 'book'];

const rowsOf = (things: readonly string[]): LabelledRow[] =>
  things.flatMap((thing) =>
    (['positive', 'negative', 'neutral', 'mixed'] as const).map((label) => ({
      text: `The ${thing} was ${WORDS[label]}.`,
      label,
      corpus: 'little world',
    })),
  );

const SMALL = { language: 'en', buckets: 4_096, folds: 2 } as const;
const analyzerOf = (model: Model) => new LinearSentimentAnalyzer([{ language: 'en', version: 'test', model }]);

describe('train', () => {
  const rows = rowsOf(THINGS);

  it('learns what words mean, also beside words that it has not seen', async () => {
    const { macroF1 } = await evaluate(
      analyzerOf(train(rows, { ...SMALL, epochs: 30, decay: 0.02 })),
      rowsOf(['violin', 'kettle']),
      'en',
    );
    expect(macroF1).toBeGreaterThan(0.9);
  });

  it('gives the same bytes for the same rows and seed', () => {
    const [one, same] = [train(rows, SMALL), train(rows, SMALL)].map((model) => Buffer.from(encodeWeights('en', '1', model)));
    const other = Buffer.from(encodeWeights('en', '1', train(rows, { ...SMALL, seed: 2 })));
    expect(one?.equals(same ?? other)).toBe(true);
    expect(one?.equals(other)).toBe(false);
  });

  it('goes on from weights, and keeps what the new rows say nothing of', async () => {
    const first = train(rowsOf(THINGS), { ...SMALL, epochs: 30, decay: 0.02 });
    const more = Array.from({ length: 40 }, (_, i) => [
      { text: `number ${i} is zorgy`, label: 'positive' as const, corpus: 'own words' },
      { text: `number ${i} is wibbly`, label: 'negative' as const, corpus: 'own words' },
    ]).flat();
    const analyzer = analyzerOf(train(more, { language: 'en', from: first, epochs: 20, decay: 0.02 }));
    const judgements = await analyzer.analyze(['it is zorgy', 'it is wibbly', WORDS.negative].map((text) => ({ text })));
    expect(judgements).toMatchObject(['POSITIVE', 'NEGATIVE', 'NEGATIVE'].map((sentiment) => ({ analysis: { sentiment } })));
  });

  it('has a corpus without mixed rows say nothing against mixed', async () => {
    const without = rowsOf(THINGS.map((thing) => `${thing} here`)).flatMap(({ text, label }) =>
      label === 'mixed' ? [] : [{ text, label, corpus: 'three labels' }],
    );
    const both = analyzerOf(train([...rows, ...without, ...without], { ...SMALL, epochs: 30, decay: 0.02 }));
    expect((await evaluate(both, rowsOf(['violin', 'kettle', 'oven']), 'en')).byLabel.mixed.recall).toBeGreaterThan(0.6);
  });

  it('refuses a language that it has no features for, and names those it has', () => {
    expect(() => train(rows, { language: 'fi' })).toThrow(
      expect.objectContaining({ kind: 'unsupported', message: expect.stringContaining('en') }),
    );
  });
});

describe('an evaluation', () => {
  const sure = (label: Label, taken: Label) => ({
    label,
    scores: { positive: 0, negative: 0, neutral: 0, mixed: 0, [taken]: 1 },
  });

  it('counts what was taken for what', () => {
    const found = evaluationOf([
      sure('negative', 'negative'),
      sure('negative', 'neutral'),
      sure('positive', 'positive'),
      sure('mixed', 'negative'),
    ]);
    expect(found.confusion).toEqual([
      [1, 0, 0, 0],
      [0, 1, 1, 0],
      [0, 0, 0, 0],
      [0, 1, 0, 0],
    ]);
    expect(found.byLabel.negative).toMatchObject({ rows: 2, precision: 0.5, recall: 0.5, f1: 0.5 });
    expect(found.byLabel.neutral).toMatchObject({ rows: 0, recall: undefined });
    expect(found).toMatchObject({ accuracy: 0.5, macroF1: 0.5, calibrationError: 0.5, rows: 4, failed: 0 });
    expect(found.macroF1OfThree).toBeCloseTo((1 + 2 / 3) / 2, 9);
  });

  it('tells by ranks how well mixed rows are told apart', () => {
    const row = (label: Label, mixed: number) => ({ label, scores: { positive: 1 - mixed, negative: 0, neutral: 0, mixed } });
    expect(evaluationOf([row('mixed', 0.9), row('positive', 0.1), row('negative', 0.2)]).mixedAuc).toBe(1);
    expect(evaluationOf([row('mixed', 0.1), row('positive', 0.1)]).mixedAuc).toBe(0.5);
    expect(evaluationOf([row('positive', 0.1)]).mixedAuc).toBeUndefined();
  });

  it('is written as a table, and beside another with the change', () => {
    const [before, after] = [evaluationOf([sure('negative', 'neutral')]), evaluationOf([sure('negative', 'negative')])];
    expect(formatEvaluation(after)).toMatch(/negative +0 +1 +0 +0\n/);
    expect(formatComparison(before, after)).toMatch(/complaints found +0\.0 +100\.0 +\+100\.0/);
  });

  it('tells what a cascade saves at each threshold, and how far it agrees with the dearer engine', () => {
    const row = (label: Label, top: number) => ({ label, scores: { positive: top, negative: 1 - top, neutral: 0, mixed: 0 } });
    const levels = cascadeLevels([row('positive', 0.92), row('positive', 0.85), row('negative', 0.65), row('negative', 0.55)]);
    expect(levels).toContainEqual({ threshold: 0, saved: 1, agreement: 0.5 });
    expect(levels).toContainEqual({ threshold: 0.6, saved: 0.75, agreement: 0.75 });
    expect(levels).toContainEqual({ threshold: 0.9, saved: 0.25, agreement: 1 });
    expect(formatCascade(levels)).toContain('0.60        75.0 %        75.0 %');
  });

  it('counts texts that the engine cannot judge apart', async () => {
    const found = await evaluate(analyzerOf(train(rowsOf(['sofa']), SMALL)), rowsOf(['sofa']), 'fi');
    expect(found).toMatchObject({ rows: 0, failed: 4 });
  });
});

describe('labelled rows', () => {
  it.each([
    ['a.tsv', 'label\ttext\nNEGATIVE\tIt "broke\npositive\tGood\n'],
    ['a.tsv', 'negative\tIt "broke\npositive\tGood\n'],
    ['a.csv', 'id,Feedback Text,Sentiment\n1,"It ""broke",NEGATIVE\n2,Good,POSITIVE\n'],
    ['a.jsonl', '{"feedbackText":"It \\"broke","sentiment":"NEGATIVE"}\n\n{"text":"Good","label":"positive"}\n'],
  ])('are read from %s', (path, content) => {
    expect(parseLabelledRows(content, path)).toEqual({
      rows: [
        { text: 'It "broke', label: 'negative', corpus: path },
        { text: 'Good', label: 'positive', corpus: path },
      ],
      left: 0,
    });
  });

  it('leave out and count what has no text or none of the four labels', () => {
    const read = parseLabelledRows('text,label\nGood,positive\n,positive\nOdd,UNKNOWN\n', 'a.csv');
    expect(read).toMatchObject({ rows: [{ text: 'Good' }], left: 2 });
  });

  it('leave out what another engine than Comprehend judged, whose mistakes would be learned', () => {
    const line = (feedbackText: string, engine: string) =>
      JSON.stringify({
        feedbackText,
        sentiment: 'POSITIVE',
        analysis: { engine, engineVersion: '1', chunks: 1, fallback: true },
      });
    const read = parseLabelledRows(`${line('Sure', 'comprehend')}\n${line('Guessed', 'earshot-linear')}\n`, 'a.jsonl');
    expect(read).toEqual({ rows: [{ text: 'Sure', label: 'positive', corpus: 'a.jsonl' }], left: 1 });
  });

  it.each([
    ['a.xml', '<a/>'],
    ['a.jsonl', 'no JSON'],
    ['a.csv', 'text,label\n"open,positive'],
  ])('are refused where %s cannot be read', (path, content) => {
    expect(() => parseLabelledRows(content, path)).toThrow(
      expect.objectContaining({ kind: 'invalid', message: expect.stringContaining(path) }),
    );
  });
});
