import { describe, expect, it } from '@jest/globals';
import { importFeedback, parseLines, reconcile, submitFeedback } from '../src/index.ts';
import { MemoryLake, MemoryStore } from '../src/memory/index.ts';
import { memoryPipeline, submission } from './bench.ts';

const DAY = '2026-11-24';

/** A pipeline with a record of its own and a batch of three, and what both sides hold. */
async function filled() {
  const bench = memoryPipeline();
  await submitFeedback(bench.pipeline, submission('great'));
  await importFeedback(
    bench.pipeline,
    ['a', 'b', 'c'].map((name) => ({ submission: { ...submission(name), idempotencyKey: `row-${name}` } })),
  );
  return bench;
}

const snapshot = async (store: MemoryStore, lake: MemoryLake) => ({
  store: (await store.list({ limit: 1000 })).items,
  lake: new Map(lake.objects),
});

describe('reconcile', () => {
  it('finds nothing to do where store and lake are equal', async () => {
    const { store, lake } = await filled();
    const before = await snapshot(store, lake);
    expect(await reconcile({ store, lake }, DAY)).toEqual({
      day: DAY,
      inStore: 4,
      inLake: 4,
      addedToStore: 0,
      addedToLake: 0,
      rewrittenInLake: 0,
    });
    expect(await snapshot(store, lake)).toEqual(before);
  });

  it('makes the lake again from the store', async () => {
    const { store, lake } = await filled();
    const empty = new MemoryLake();
    expect(await reconcile({ store, lake: empty }, DAY)).toMatchObject({ addedToLake: 4, addedToStore: 0 });
    expect(sortedRows(empty)).toEqual(sortedRows(lake));
  });

  it('makes the store again from the lake', async () => {
    const { store, lake } = await filled();
    const empty = new MemoryStore();
    expect(await reconcile({ store: empty, lake }, DAY)).toMatchObject({ addedToStore: 4, addedToLake: 0, inStore: 4 });
    expect((await empty.list({ limit: 9 })).items).toEqual((await store.list({ limit: 9 })).items);
  });

  it('mends both directions at once', async () => {
    const { store, lake } = await filled();
    const { pipeline } = memoryPipeline({ store: new MemoryStore(), lake });
    await submitFeedback({ ...pipeline, lake: new MemoryLake(), store }, submission('only in the store'));
    await submitFeedback(pipeline, submission('only in the lake'));
    expect(await reconcile({ store, lake }, DAY)).toMatchObject({ addedToStore: 1, addedToLake: 1, inStore: 6 });
    expect(await reconcile({ store, lake }, DAY)).toMatchObject({ addedToStore: 0, addedToLake: 0, inStore: 6, inLake: 6 });
  });

  it('takes the store’s side where a record differs', async () => {
    const { store, lake } = await filled();
    for (const [key, text] of lake.objects) lake.objects.set(key, text.replaceAll('NEUTRAL', 'MIXED'));
    expect(await reconcile({ store, lake }, DAY)).toMatchObject({ rewrittenInLake: 3 });
    expect([...lake.objects.values()].join()).not.toContain('MIXED');
  });

  it('mends all but a damaged object, and then fails naming that', async () => {
    const { store, lake } = await filled();
    const batch = [...lake.objects.keys()].find((key) => key.endsWith('.jsonl')) ?? '';
    lake.objects.set(batch, '{"feedbackId":\n');
    const { pipeline } = memoryPipeline({ store, lake: new MemoryLake() });
    await submitFeedback(pipeline, submission('only in the store'));
    await submitFeedback({ ...pipeline, store: new MemoryStore(), lake }, submission('only in the lake'));
    await expect(reconcile({ store, lake }, DAY)).rejects.toMatchObject({
      kind: 'internal',
      message: expect.stringContaining(batch),
    });
    lake.objects.delete(batch);
    const rows: string[] = [];
    for await (const records of lake.read(DAY)) rows.push(...records.map(({ feedbackText }) => feedbackText));
    expect(rows.sort()).toEqual(['great', 'only in the lake', 'only in the store']);
    expect((await store.list({ limit: 9 })).items).toHaveLength(6);
  });

  it('leaves other days alone', async () => {
    const { store } = await filled();
    const lake = new MemoryLake();
    expect(await reconcile({ store, lake }, '2026-11-23')).toMatchObject({ inStore: 0, inLake: 0 });
    expect(lake.objects.size).toBe(0);
  });
});

/** Every object with its rows in the order of their ids, as the order inside a batch is no promise. */
function sortedRows({ objects }: MemoryLake) {
  const byId = (key: string, text: string) => parseLines(key, text).toSorted((a, b) => (a.feedbackId < b.feedbackId ? -1 : 1));
  return new Map([...objects].map(([key, text]) => [key, byId(key, text)]));
}
