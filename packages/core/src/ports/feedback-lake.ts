import type { FeedbackRecord } from '../feedback.ts';
import type { Day } from '../lake-layout.ts';

/**
 * Keeps records for asking questions about all of them later, as objects of JSON lines in a folder a day.
 *
 * - After `append` every given record lies in exactly the object that `lakeKeyOf` names, once and as given; what else lies in
 *   that object stays. Repeats, in whatever composition and at the same moment, change nothing.
 * - Objects of days that are over may be compacted: their rows then lie elsewhere, are read as before, and count as lying in the object.
 * - An object is seen whole or not at all, and what is acknowledged survives the loss of the process and of power.
 * - Both methods fail as `throttled`, `unavailable` (a full disk too), `denied`, `internal` (a damaged object, named).
 */
export interface FeedbackLake {
  append(records: readonly FeedbackRecord[]): Promise<void>;
  /** Every record of a day, some at a time; records of a batch carry their `lakeKey`. A damaged object fails it when the others are given. */
  read(day: Day): AsyncIterable<readonly FeedbackRecord[]>;
}
