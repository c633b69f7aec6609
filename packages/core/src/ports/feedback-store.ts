import type { FeedbackRecord, Sentiment } from '../feedback.ts';

/** The accept time of a keyed submission, taken once for all its repeats. Holds no text. */
export interface Claim {
  readonly feedbackId: string;
  /** Whole seconds since 1970 UTC. */
  readonly timestamp: number;
  /** Digest of the canonical submission. */
  readonly digest: string;
}

/** What stands after a `claim`. */
export interface Claimed {
  readonly claim: Claim;
  /** Whether this very call took it. */
  readonly created: boolean;
}

/** What is stored after a `put`. */
export interface Stored {
  readonly record: FeedbackRecord;
  /** Whether this very call stored it. */
  readonly created: boolean;
}

/** Which records to list. */
export interface ListQuery {
  readonly customerId?: string;
  readonly sentiment?: Sentiment;
  /** First second, included. */
  readonly from?: number;
  /** Last second, excluded. */
  readonly to?: number;
  /** At most this many records, 1 to 1,000. */
  readonly limit: number;
  /** Where the page before ended; opaque. */
  readonly cursor?: string;
}

/** One page of records, newest first. */
export interface Page {
  readonly items: readonly FeedbackRecord[];
  /** Present exactly when more records follow. */
  readonly cursor?: string;
}

/**
 * Keeps records for reading one piece now.
 *
 * - What `claim` and `put` acknowledge survives the loss of the process and of power.
 * - Both are atomic and first come, first kept: whoever comes later, even at the same moment, gets what stands.
 * - Claims are seen by `claim` alone.
 * - `list` gives newest first (ties by id, descending); following its cursors gives every record that was there at the start once.
 * - All methods fail as `invalid` (a record too large, a cursor it never gave), `throttled`, `unavailable`, `denied`, `internal`.
 */
export interface FeedbackStore {
  /** Takes the accept time for a feedback; gives the claim that stands. */
  claim(claim: Claim): Promise<Claimed>;
  /** Stores a record under its id unless there is one; gives the record that stands. */
  put(record: FeedbackRecord): Promise<Stored>;
  /** The record with this id. */
  get(feedbackId: string): Promise<FeedbackRecord | undefined>;
  list(query: ListQuery): Promise<Page>;
}
