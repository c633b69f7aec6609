import { CompactedDay } from '@earshot/adapters-local';
import { dayIn, Failure, type FailureKind, isFailure, messageOf } from '@earshot/core';
import { memoryLimit } from './duckdb.ts';

/** What DuckDB's messages begin with, the kind of failure that each is, and what to do where the message does not say. */
const KINDS: readonly (readonly [begins: RegExp, kind: FailureKind, hint: string])[] = [
  [/^Permission Error/, 'invalid', 'SQL may read all_feedback and nothing outside the lake. '],
  [
    /^Out of Memory Error/,
    'unavailable',
    `the query needs more than ${memoryLimit()} MB of memory; ask for fewer days or columns. `,
  ],
  [/^Cannot create a string longer/, 'unavailable', 'a text of the answer is too long. '],
  [/^IO Error/, 'unavailable', 'the lake cannot be read. '],
  [/^(INTERNAL|FATAL) Error/i, 'internal', ''],
  [/^[A-Z][\w ]* Error/, 'invalid', ''],
];

/** A Parquet file that DuckDB's words name before they come to the SQL, and the lake's folder. */
const COMPACTED = /^.*["']((.+)\/compacted\/year=\d{4}\/month=\d\d\/day=\d\d\/[\w-]+\.parquet)["']/;

/** What DuckDB says of a file that is gone, cut off or otherwise not as it was written; of other trouble in reading, the system's words. */
const DAMAGE = /^(Invalid (Input )?Error|IO Error: .*(No such file|No files found|Could not read enough bytes))/;

/** A lake object that has a line which DuckDB cannot read. */
const DAMAGED_OBJECT = /^Invalid Input Error: (?:Malformed JSON|JSON transform error) in file ".+\/(feedback\/year=[^"]+)"/;

/** The failure that an error of DuckDB's is; its own words are in the message, as they say where in the SQL it is. */
export function queryFailure(cause: unknown): Failure {
  if (isFailure(cause)) return cause;
  const message = messageOf(cause).replace(/^Failed to extract statements: /, '');
  const [, path, root = ''] = COMPACTED.exec(message) ?? [];
  if (path !== undefined && DAMAGE.test(message)) return new CompactedDay(root, dayIn(path)).damaged(path, cause);
  const [, key] = DAMAGED_OBJECT.exec(message) ?? [];
  if (key !== undefined) return damagedObject(key, cause);
  const [, kind, hint] = KINDS.find(([begins]) => begins.test(message)) ?? [undefined, 'internal' as const, ''];
  return new Failure(kind, `${hint}${message}`, { cause, retryable: false });
}

/** The failure that a lake object is damaged; without DuckDB's words, which may quote what customers wrote. */
function damagedObject(key: string, cause: unknown): Failure {
  const remedy = `restore it, or move it away and run earshot reconcile --day ${dayIn(key)}, which writes the day again from the store`;
  return new Failure('internal', `the lake object ${key} is damaged; ${remedy}`, { cause });
}

/** Whether a file was there when the lake was looked at and is gone now, as another process writes and tidies up. */
export function isVanishedFile(cause: unknown): boolean {
  return /^IO Error: .*(No such file|No files found)/.test(messageOf(cause));
}
