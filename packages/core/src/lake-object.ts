import { Failure } from './failure.ts';
import type { FeedbackRecord } from './feedback.ts';
import { isBatchKey, lakeLine } from './lake-layout.ts';
import { parseRecord } from './record.ts';

/** The text of a lake object after records were put into it: theirs replace the lines of the same ids, the others stay. */
export function mergeLines(key: string, text: string, records: readonly FeedbackRecord[]): string {
  const lines = new Map(parseLines(key, text).map((record) => [record.feedbackId, lakeLine(record)]));
  for (const record of records) lines.set(record.feedbackId, lakeLine(record));
  return [...lines.values()].join('');
}

/** The records of a lake object. Fails as `internal`, naming object and line, where one is damaged. */
export function parseLines(key: string, text: string): FeedbackRecord[] {
  const lines = text.split('\n').filter((line) => line !== '');
  const lakeKey = isBatchKey(key) ? { lakeKey: key } : {};
  return lines.map((line, i) => ({ ...parseLine(line, `${key}, line ${i + 1}`), ...lakeKey }));
}

function parseLine(line: string, place: string): FeedbackRecord {
  try {
    return parseRecord(JSON.parse(line));
  } catch (error) {
    throw new Failure('internal', `the lake object ${place}, is damaged; restore it or move it away and run reconcile`, {
      cause: error,
    });
  }
}
