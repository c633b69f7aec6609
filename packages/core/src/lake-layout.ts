import type { FeedbackRecord, SentimentScores } from './feedback.ts';
import { sortedEntries } from './objects.ts';

/** The first part of every lake key that holds feedback. */
export const LAKE_PREFIX = 'feedback/';

/** The first part of every key that holds days in columns, made of the feedback of days that are over. */
export const COMPACTED_PREFIX = 'compacted/';

/** A day of the lake in UTC, written `2026-11-24`. */
export type Day = string;

/** The UTC day that a timestamp (whole seconds since 1970) falls on. */
export function dayOf(timestamp: number): Day {
  return new Date(timestamp * 1000).toISOString().slice(0, 10);
}

/** Whether a text is a day that there is: to `Date.parse` the 30th of February is one in March. */
export function isDay(text: string): boolean {
  const parsed = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(parsed) && new Date(parsed).toISOString().startsWith(text);
}

/** The first second of a day and of the one after it. */
export function dayBounds(day: Day): { readonly from: number; readonly to: number } {
  const from = Date.parse(`${day}T00:00:00Z`) / 1000;
  return { from, to: from + 86_400 };
}

/** The folder that holds a day: `feedback/year=2026/month=11/day=24/`, or the same below another first part. */
export function dayPrefix(day: Day, prefix = LAKE_PREFIX): string {
  const [year, month, date] = day.split('-');
  return `${prefix}year=${year}/month=${month}/day=${date}/`;
}

/** The day that the folders of a path name; of a year's or a month's folder what it says of one, `2026` or `2026-11`; else an empty text. */
export function dayIn(path: string): Day {
  const [, ...parts] = /(?:^|\/)year=(\d{4})(?:\/month=(\d\d)(?:\/day=(\d\d))?)?(?:\/|$)/.exec(path) ?? [];
  return parts.filter((part) => part !== undefined).join('-');
}

/** The lake object that holds a record: its batch's, or its own. */
export function lakeKeyOf(record: FeedbackRecord): string {
  return record.lakeKey ?? `${dayPrefix(dayOf(record.timestamp))}${record.feedbackId}.json`;
}

/** The object for a batch of one day, named by an id that is derived from the ids in it. */
export function batchLakeKey(day: Day, batchId: string): string {
  return `${dayPrefix(day)}${batchId}.jsonl`;
}

/** Whether an object holds a batch, one record a line, and so can grow. */
export function isBatchKey(lakeKey: string): boolean {
  return lakeKey.endsWith('.jsonl');
}

/** A record as one line of JSON, ending in a newline: equal for equal records; scores and rating always carry a decimal point. */
export function lakeLine(record: FeedbackRecord): string {
  const { feedbackId, timestamp, customerId, feedbackText, sentiment, language, analysis, source, metadata } = record;
  const { engine, engineVersion, chunks, fallback } = analysis;
  const head = JSON.stringify({ feedbackId, timestamp, customerId, feedbackText, sentiment });
  const tail = JSON.stringify({
    language,
    analysis: { engine, engineVersion, chunks, fallback },
    source,
    metadata: sorted(metadata),
  });
  const rating = record.rating === undefined ? '' : `,"rating":${decimal(record.rating)}`;
  return `${head.slice(0, -1)},"sentimentScores":${scoresJson(record.sentimentScores)},${tail.slice(1, -1)}${rating}}\n`;
}

function scoresJson({ positive, negative, neutral, mixed }: SentimentScores): string {
  const entries = Object.entries({ positive, negative, neutral, mixed });
  return `{${entries.map(([name, score]) => `"${name}":${decimal(score)}`).join(',')}}`;
}

function sorted(metadata: FeedbackRecord['metadata']): FeedbackRecord['metadata'] {
  return metadata && Object.fromEntries(sortedEntries(metadata));
}

/** A number with a decimal point always, so that no reader of the lake infers an integer column. */
function decimal(value: number): string {
  if (Number.isInteger(value)) return value.toFixed(1);
  return String(value).replace(/^(-?\d+)e/, '$1.0e');
}
