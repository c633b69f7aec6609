import { invalid } from '@earshot/core';

const ISO = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)\s?(Z|[+-]\d{2}:?\d{2})?)?$/;
const LAST = Date.UTC(9999, 11, 31, 23, 59, 59) / 1000;
/** Seconds since 1970, in 1973: fewer of them are a year or a day that is written otherwise. */
const FEWEST = 100_000_000;
/** No second that anybody means is that large, but a millisecond of 1973 is. */
const MILLISECONDS = 1_000 * FEWEST;

/** When a row says that it was given, in whole seconds since 1970 UTC. A time without a zone is UTC. Fails as `invalid`. */
export function readTime(cell: unknown): number | undefined {
  if (cell === undefined) return undefined;
  const seconds = typeof cell === 'number' || typeof cell === 'string' ? fromText(String(cell).trim()) : Number.NaN;
  if (seconds >= MILLISECONDS) throw problem('looks like milliseconds; give seconds since 1970, or ISO 8601');
  if (seconds >= 1 && seconds <= LAST) return Math.floor(seconds);
  throw problem('must be a time after 1970, in ISO 8601 such as 2026-11-24T09:30:00Z or in seconds since 1970');
}

function fromText(text: string): number {
  if (/^\d{8}$/.test(text)) return fromText(text.replace(/(....)(..)/, '$1-$2-'));
  if (/^\d+(\.\d+)?$/.test(text)) return enough(Number(text));
  const [, date, time = '00:00', zone = 'Z'] = ISO.exec(text) ?? [];
  if (date === undefined || !isDate(date)) return Number.NaN;
  return Date.parse(`${date}T${time}${zone}`) / 1000;
}

function enough(seconds: number): number {
  if (seconds >= FEWEST) return seconds;
  throw problem('is too small for seconds since 1970; give a date in ISO 8601 such as 2026-11-24');
}

/** The 30th of February is a date to `Date.parse`, and no other day should silently stand for it. */
function isDate(date: string): boolean {
  const parsed = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(parsed) && new Date(parsed).toISOString().startsWith(date);
}

function problem(message: string): Error {
  return invalid([{ field: 'timestamp', message }]);
}
