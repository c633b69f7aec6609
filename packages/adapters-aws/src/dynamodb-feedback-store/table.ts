import type { FeedbackRecord, Position } from '@earshot/core';

/** The keys and indexes of the table: what adapters read and write, what emulators create, and what the CDK app deploys. */
export const FEEDBACK_TABLE = {
  partitionKey: 'feedbackId',
  sortKey: 'timestamp',
  indexes: {
    byTime: { indexName: 'by-time', partitionKey: 'timeShard', sortKey: 'listPosition' },
    byCustomer: { indexName: 'by-customer', partitionKey: 'customerShard', sortKey: 'listPosition' },
  },
} as const;

/** The sort key of a claim: no feedback was accepted in 1970. */
export const CLAIM_TIMESTAMP = 0;

/** What the index attributes of a record are. A claim has none, so no index sees it. */
export interface IndexAttributes {
  readonly timeShard: string;
  readonly customerShard: string;
  readonly listPosition: string;
}

/**
 * Shards that one sentiment's feedback, or that of `anonymous`, is spread over. A partition takes 1,000 write units a second, so four
 * take some 4,000 feedbacks a second of one sentiment; every list asks all shards of what it lists at once.
 */
const SHARDS = 4;

/** The customer whose feedback can come from anybody at any rate, and so is spread. */
const SPREAD_CUSTOMER = 'anonymous';

const shardOf = (feedbackId: string) => Number.parseInt(feedbackId.slice(-4), 16) % SHARDS || 0;
/** No customer's name, `anonymous#1` included, is that of a shard. */
const named = (customerId: string) => `=${customerId}`;

const allShards = Array.from({ length: SHARDS }, (_, shard) => shard);

/** Where a record stands in the indexes. */
export function indexAttributes({ feedbackId, timestamp, customerId, sentiment }: FeedbackRecord): IndexAttributes {
  const shard = shardOf(feedbackId);
  return {
    timeShard: `${sentiment}#${shard}`,
    customerShard: customerId === SPREAD_CUSTOMER ? `${customerId}#${shard}` : named(customerId),
    listPosition: positionOf({ timestamp, feedbackId }),
  };
}

/** Sorts by time, then by id. The smallest position of a second is the one with an empty id. */
export function positionOf({ timestamp, feedbackId }: Position): string {
  return `${String(timestamp).padStart(12, '0')}#${feedbackId}`;
}

/** The partitions that hold the feedback of a sentiment. */
export function timeShards(sentiment: string): string[] {
  return allShards.map((shard) => `${sentiment}#${shard}`);
}

/** The partitions that hold the feedback of a customer. */
export function customerShards(customerId: string): string[] {
  return customerId === SPREAD_CUSTOMER ? allShards.map((shard) => `${customerId}#${shard}`) : [named(customerId)];
}
