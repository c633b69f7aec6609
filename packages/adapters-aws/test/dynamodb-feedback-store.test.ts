import { type ListQuery, SENTIMENTS } from '@earshot/core';
import { MemoryStore } from '@earshot/core/memory';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { DynamoDbFeedbackStore } from '../src/index.ts';
import { MemoryTable } from './memory-table.ts';
import { record } from './records.ts';

/** 200 records of every sentiment, several in a second, some of them nobody's. */
const RECORDS = Array.from({ length: 200 }, (_, i) =>
  record(i, {
    timestamp: 1_795_600_000 + Math.floor(i / 3),
    sentiment: SENTIMENTS[(i * i) % 5] ?? 'MIXED',
    customerId: ['anonymous', 'c-1', 'c-2'][i % 3] ?? '',
  }),
);

const QUERIES: readonly { readonly what: string; readonly query: Omit<ListQuery, 'limit'>; readonly partitions: number }[] = [
  { what: 'everything', query: {}, partitions: 20 },
  { what: 'a sentiment', query: { sentiment: 'NEGATIVE' }, partitions: 4 },
  { what: 'a customer', query: { customerId: 'c-1' }, partitions: 1 },
  { what: 'a customer and a sentiment', query: { customerId: 'c-2', sentiment: 'NEGATIVE' }, partitions: 1 },
  { what: 'nobody', query: { customerId: 'anonymous' }, partitions: 4 },
  { what: 'nobody and a sentiment', query: { customerId: 'anonymous', sentiment: 'POSITIVE' }, partitions: 4 },
  { what: 'a time', query: { from: 1_795_600_010, to: 1_795_600_040 }, partitions: 20 },
  { what: 'a time with nothing in it', query: { from: 1_795_700_000 }, partitions: 20 },
];

const LIMITS = [1, 7, 50, 1_000];

describe('DynamoDbFeedbackStore', () => {
  const table = new MemoryTable();
  const store = new DynamoDbFeedbackStore(table, 'table');
  const expected = new MemoryStore();

  beforeAll(async () => {
    for (const each of RECORDS) await Promise.all([store.put(each), expected.put(each)]);
  });

  describe.each(LIMITS)('in pages of %d', (limit) => {
    it.each(QUERIES)('merges the shards of $what, newest first, each record once', async ({ query }) => {
      expect(await pagesOf(store, { ...query, limit })).toEqual(await pagesOf(expected, { ...query, limit }));
    });
  });

  it.each(QUERIES)('asks only the partitions that can hold $what', async ({ query, partitions }) => {
    table.queries.length = 0;
    await store.list({ ...query, limit: 10 });
    const asked = table.queries.map(({ ExpressionAttributeValues: values = {} }) => values[':shard']);
    expect(new Set(asked).size).toBe(partitions);
  });

  describe('when a put finds the record there already', () => {
    const secondPut = async (attempts: number, changes: object) => {
      const repeating = new MemoryTable();
      const again = new DynamoDbFeedbackStore(repeating, 'table');
      await again.put(record(1));
      repeating.attempts = attempts;
      return again.put(record(1, changes));
    };

    it('says that it was there before', async () => {
      expect(await secondPut(1, {})).toEqual({ record: record(1), created: false });
    });

    it('says that it has stored it, when an attempt before has and its answer was lost', async () => {
      expect(await secondPut(2, {})).toEqual({ record: record(1), created: true });
    });

    it('says that another stands there, when it was lost and another came first', async () => {
      expect(await secondPut(2, { sentiment: 'MIXED' })).toEqual({ record: record(1), created: false });
    });
  });
});

async function pagesOf(store: Pick<MemoryStore, 'list'>, query: ListQuery) {
  const pages: string[][] = [];
  let cursor: string | undefined;
  do {
    const page = await store.list({ ...query, ...(cursor !== undefined && { cursor }) });
    pages.push(page.items.map(({ feedbackId }) => feedbackId));
    cursor = page.cursor;
  } while (cursor !== undefined);
  return pages;
}
