import { describe, expect, it } from '@jest/globals';
import { Failure, type ImportEntry, importFeedback, parseLines, submitFeedback } from '../src/index.ts';
import { MemoryLake } from '../src/memory/index.ts';
import { failing, MORNING, memoryPipeline, submission } from './bench.ts';

function entry(name: string, acceptedAt?: number): ImportEntry {
  const idempotencyKey = `row-${name}`;
  return { submission: { ...submission(`great ${name}`), idempotencyKey }, ...(acceptedAt !== undefined && { acceptedAt }) };
}

const entries = (names: string) => [...names].map((name) => entry(name));

/** The texts of every row in the lake, sorted: a text that stands twice is listed twice. */
function rows({ objects }: MemoryLake): string {
  const records = [...objects].flatMap(([key, text]) => parseLines(key, text));
  return records
    .map(({ feedbackText }) => feedbackText.replace('great ', ''))
    .sort()
    .join('');
}

describe('importFeedback', () => {
  it('keeps a batch as one lake object a day and gives a receipt for each row', async () => {
    const bench = memoryPipeline();
    const yesterday = MORNING / 1000 - 86_400;
    const outcomes = await importFeedback(bench.pipeline, [entry('a'), entry('b', yesterday), entry('c', yesterday)]);
    expect(outcomes).toEqual(
      Array(3).fill({ receipt: { feedbackId: expect.any(String), sentiment: 'POSITIVE' }, created: true }),
    );
    expect([...bench.lake.objects.keys()].map((key) => key.slice(0, 35)).sort()).toEqual([
      'feedback/year=2026/month=11/day=23/',
      'feedback/year=2026/month=11/day=24/',
    ]);
    expect([...bench.metrics.totals.values()]).toEqual([3]);
  });

  it('leaves no row twice when a batch comes again, in the same or in another composition', async () => {
    const bench = memoryPipeline();
    for (const names of ['abcd', 'abcd', 'cdef', 'a', 'fedcba']) await importFeedback(bench.pipeline, entries(names));
    expect(rows(bench.lake)).toBe('abcdef');
    expect([...bench.metrics.totals.values()]).toEqual([6]);
  });

  it('loses no row and doubles none when the lake failed and the rows come back in other compositions', async () => {
    const bench = memoryPipeline();
    const broken = new MemoryLake();
    broken.append = failing(1, broken.append.bind(broken));
    const pipeline = { ...bench.pipeline, lake: broken };
    await expect(importFeedback(pipeline, entries('abc'))).rejects.toMatchObject({ kind: 'unavailable' });
    for (const names of ['bd', 'abc', 'dcba']) await importFeedback(pipeline, entries(names));
    expect(rows(broken)).toBe('abcd');
  });

  it('takes overlapping batches at the same time', async () => {
    const bench = memoryPipeline();
    await Promise.all(['abc', 'bcd', 'cde', 'abcde'].map((names) => importFeedback(bench.pipeline, entries(names))));
    expect(rows(bench.lake)).toBe('abcde');
  });

  it('takes one row given twice in a batch once', async () => {
    const bench = memoryPipeline();
    const outcomes = await importFeedback(bench.pipeline, entries('aa'));
    expect(outcomes.map((outcome) => 'created' in outcome && outcome.created)).toEqual([true, false]);
    expect(rows(bench.lake)).toBe('a');
  });

  it('knows a row that was submitted under the same key before', async () => {
    const bench = memoryPipeline();
    const receipt = await submitFeedback(bench.pipeline, submission('great a', 'row-a'));
    expect(await importFeedback(bench.pipeline, entries('ab'))).toMatchObject([{ receipt, created: false }, { created: true }]);
    expect(rows(bench.lake)).toBe('ab');
  });

  it('fails a row alone: its key was used with another body, or the analyzer could not judge it', async () => {
    const bench = memoryPipeline();
    await importFeedback(bench.pipeline, entries('a'));
    const other = { submission: { ...submission('awful'), idempotencyKey: 'row-a' } };
    const outcomes = await importFeedback(bench.pipeline, [other, entry('b')]);
    expect(outcomes).toMatchObject([{ failure: { kind: 'conflict' } }, { created: true }]);
    const analyzer = { analyze: async () => [{ failure: new Failure('throttled', 'slow down') }] };
    expect(await importFeedback({ ...bench.pipeline, analyzer }, entries('c'))).toMatchObject([
      { failure: { kind: 'throttled' } },
    ]);
    expect(rows(bench.lake)).toBe('ab');
  });
});
