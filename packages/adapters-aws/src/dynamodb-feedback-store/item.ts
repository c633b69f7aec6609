import { type Claim, Failure, type FeedbackRecord, isObject, parseRecord } from '@earshot/core';
import { CLAIM_TIMESTAMP, type IndexAttributes, indexAttributes } from './table.ts';

/** A record as the table holds it; its metadata is a `Map`, as the SDK stumbles over an object with an entry named `constructor`. */
export type RecordItem = Omit<FeedbackRecord, 'metadata'> & IndexAttributes & { readonly metadata?: ReadonlyMap<string, string> };

/** A claim as the table holds it: under the feedback's id, at a time that no record has. */
export interface ClaimItem {
  readonly feedbackId: string;
  readonly timestamp: typeof CLAIM_TIMESTAMP;
  readonly acceptedAt: number;
  readonly digest: string;
}

/** The item for a record. */
export function recordItem(record: FeedbackRecord): RecordItem {
  const { metadata, ...rest } = record;
  return { ...rest, ...(metadata && { metadata: new Map(Object.entries(metadata)) }), ...indexAttributes(record) };
}

/** The item for a claim. */
export function claimItem({ feedbackId, timestamp, digest }: Claim): ClaimItem {
  return { feedbackId, timestamp: CLAIM_TIMESTAMP, acceptedAt: timestamp, digest };
}

/** The claim in an item; fails as `internal` where it is none. */
export function claimOf(item: unknown): Claim {
  if (isObject(item) && 'feedbackId' in item && 'acceptedAt' in item && 'digest' in item) {
    const { feedbackId, acceptedAt, digest } = item;
    if (typeof feedbackId === 'string' && typeof acceptedAt === 'number' && typeof digest === 'string') {
      return { feedbackId, timestamp: acceptedAt, digest };
    }
  }
  throw new Failure('internal', 'the item of a claim is damaged');
}

/** The record in an item, without what serves the indexes. */
export function recordOf(item: unknown): FeedbackRecord {
  return parseRecord(item);
}
