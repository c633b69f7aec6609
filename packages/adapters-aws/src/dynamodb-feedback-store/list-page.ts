import type { QueryCommandInput, QueryCommandOutput } from '@aws-sdk/lib-dynamodb';
import {
  cursorAt,
  type FeedbackRecord,
  type ListQuery,
  newestFirst,
  type Page,
  parseCursor,
  SENTIMENTS,
  type Sentiment,
} from '@earshot/core';
import { recordOf } from './item.ts';
import { customerShards, FEEDBACK_TABLE, positionOf, timeShards } from './table.ts';

type IndexQuery = Omit<QueryCommandInput, 'TableName'>;

/** Queries one partition of an index. */
export type QueryPartition = (query: IndexQuery) => Promise<Pick<QueryCommandOutput, 'Items' | 'LastEvaluatedKey'>>;

type Stream = AsyncGenerator<FeedbackRecord, void>;

/** The last second that a position has room for. */
const END_OF_TIME = 999_999_999_999;

/** One page of a list: the newest of what the partitions hold, merged. */
export async function listPage(query: ListQuery, queryPartition: QueryPartition): Promise<Page> {
  const { first, last } = bounds(query);
  if (first > last) return { items: [] };
  const partitions = partitionsOf(query);
  const Limit = Math.ceil((query.limit + 1) / partitions.length) + 1;
  const streams = partitions.map(({ index, shard, only }) =>
    streamOf({ ...indexQuery(index, { shard, first, last, only }), Limit }, query.cursor, queryPartition),
  );
  const items = await newestOf(streams, query.limit + 1);
  const page = items.slice(0, query.limit);
  const end = page.at(-1);
  return end && items.length > page.length ? { items: page, cursor: cursorAt(end) } : { items: page };
}

interface Partition {
  readonly index: keyof typeof FEEDBACK_TABLE.indexes;
  readonly shard: string;
  /** The one sentiment that is asked for, where the index does not say it. */
  readonly only?: Sentiment | undefined;
}

/** The index partitions that hold what is asked for. */
function partitionsOf({ customerId, sentiment }: ListQuery): Partition[] {
  if (customerId !== undefined)
    return customerShards(customerId).map((shard) => ({ index: 'byCustomer', shard, only: sentiment }));
  const sentiments = sentiment === undefined ? SENTIMENTS : [sentiment];
  return sentiments.flatMap(timeShards).map((shard) => ({ index: 'byTime', shard }));
}

function indexQuery(
  index: Partition['index'],
  { shard, first, last, only }: { shard: string; first: string; last: string; only?: string | undefined },
): IndexQuery {
  const { indexName, partitionKey, sortKey } = FEEDBACK_TABLE.indexes[index];
  const values = { ':shard': shard, ':first': first, ':last': last };
  return {
    IndexName: indexName,
    ScanIndexForward: false,
    KeyConditionExpression: `${partitionKey} = :shard AND ${sortKey} BETWEEN :first AND :last`,
    ExpressionAttributeValues: only === undefined ? values : { ...values, ':only': only },
    ...(only !== undefined && { FilterExpression: 'sentiment = :only' }),
  };
}

/** The positions from the first second to the last, which no record has itself, or to the cursor. */
function bounds({ from = 0, to = END_OF_TIME, cursor }: ListQuery): { first: string; last: string } {
  const end = positionOf({ timestamp: to, feedbackId: '' });
  const reached = cursor === undefined ? end : positionOf(parseCursor(cursor));
  return { first: positionOf({ timestamp: from, feedbackId: '' }), last: [reached, end].sort()[0] ?? end };
}

/** A partition's records, newest first, read as they are needed; without the one that the cursor stands on. */
async function* streamOf(query: IndexQuery, cursor: string | undefined, queryPartition: QueryPartition): Stream {
  let ExclusiveStartKey: QueryCommandOutput['LastEvaluatedKey'];
  do {
    const { Items = [], LastEvaluatedKey } = await queryPartition({ ...query, ...(ExclusiveStartKey && { ExclusiveStartKey }) });
    yield* Items.map(recordOf).filter((record) => cursorAt(record) !== cursor);
    ExclusiveStartKey = LastEvaluatedKey;
  } while (ExclusiveStartKey);
}

/** The newest records of several streams, merged. */
async function newestOf(streams: readonly Stream[], count: number): Promise<FeedbackRecord[]> {
  const heads = await Promise.all(streams.map(async (stream) => ({ stream, head: await stream.next() })));
  const newest: FeedbackRecord[] = [];
  while (newest.length < count) {
    const [first] = heads
      .filter(({ head }) => !head.done)
      .sort((a, b) => (a.head.value && b.head.value ? newestFirst(a.head.value, b.head.value) : 0));
    if (!first?.head.value) break;
    newest.push(first.head.value);
    first.head = await first.stream.next();
  }
  return newest;
}
