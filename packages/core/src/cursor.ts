import { Failure } from './failure.ts';
import type { FeedbackRecord } from './feedback.ts';

/** Where a record stands in a list: by time, then by id. */
export type Position = Pick<FeedbackRecord, 'timestamp' | 'feedbackId'>;

/** The cursor of a page that ends with this record. */
export function cursorAt({ timestamp, feedbackId }: Position): string {
  return `${timestamp}.${feedbackId}`;
}

/** Where the page before ended. Fails as `invalid` for what is no cursor. */
export function parseCursor(cursor: string): Position {
  const [, timestamp, feedbackId] = /^(\d{1,12})\.([\x21-\x7e]{1,64})$/.exec(cursor) ?? [];
  if (timestamp !== undefined && feedbackId !== undefined) return { timestamp: Number(timestamp), feedbackId };
  const message = 'is not one that a list gave; start again without it';
  throw new Failure('invalid', `cursor: ${message}`, { issues: [{ field: 'cursor', message }] });
}

/** Orders positions newest first, and of one second the highest id first. */
export function newestFirst(a: Position, b: Position): number {
  if (a.timestamp !== b.timestamp) return b.timestamp - a.timestamp;
  if (a.feedbackId === b.feedbackId) return 0;
  return a.feedbackId < b.feedbackId ? 1 : -1;
}
