import type { Sentiment } from '@earshot/core';

/** The sentiments in the order in which the page shows them. */
export const SENTIMENT_ORDER = ['POSITIVE', 'NEUTRAL', 'MIXED', 'NEGATIVE', 'UNKNOWN'] as const satisfies readonly Sentiment[];

/** What the page calls a sentiment. */
export const SENTIMENT_NAMES = {
  POSITIVE: 'Positive',
  NEUTRAL: 'Neutral',
  MIXED: 'Mixed',
  NEGATIVE: 'Negative',
  UNKNOWN: 'Unknown',
} as const satisfies Record<Sentiment, string>;

const number = new Intl.NumberFormat();
const percent = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 0 });
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const ago = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });

/** A count as a person writes it. */
export function countText(count: number): string {
  return number.format(count);
}

/** A share between 0 and 1 in per cent. */
export function shareText(share: number): string {
  return percent.format(share);
}

/** A time of the day on a date, where the reader is. */
export function momentText(seconds: number): string {
  return moment.format(seconds * 1000);
}

/** How long ago, for the last day; the date before that. */
export function whenText(seconds: number, now: number): string {
  const passed = Math.max(0, now / 1000 - seconds);
  if (passed < 45) return 'just now';
  if (passed < 3_600) return ago.format(-Math.round(passed / 60), 'minute');
  if (passed < 86_400) return ago.format(-Math.round(passed / 3_600), 'hour');
  return momentText(seconds);
}
