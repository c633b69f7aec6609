import type { Sentiment } from '@earshot/core';

/** The sentiments in the order in which the page shows them: what went wrong stands first, and on the ground line of every chart. */
export const SENTIMENT_ORDER = ['NEGATIVE', 'MIXED', 'NEUTRAL', 'POSITIVE', 'UNKNOWN'] as const satisfies readonly Sentiment[];

/** What the page calls a sentiment. */
export const SENTIMENT_NAMES = {
  POSITIVE: 'Positive',
  NEUTRAL: 'Neutral',
  MIXED: 'Mixed',
  NEGATIVE: 'Negative',
  UNKNOWN: 'Unknown',
} as const satisfies Record<Sentiment, string>;

/** What the page calls feedback without a source. */
export const NO_SOURCE = 'No source';

/** The customer of feedback that came without one. */
export const ANONYMOUS = 'anonymous';

const number = new Intl.NumberFormat();
const fraction = new Intl.NumberFormat(undefined, { maximumFractionDigits: 2 });
const signed = new Intl.NumberFormat(undefined, { signDisplay: 'exceptZero', maximumFractionDigits: 0 });
const signedFraction = new Intl.NumberFormat(undefined, { signDisplay: 'exceptZero', maximumFractionDigits: 1 });
const percent = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 0 });
const precisePercent = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1 });
const signedPercent = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 0, signDisplay: 'exceptZero' });
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const dates = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' });
const ago = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });
const languages = new Intl.DisplayNames(undefined, { type: 'language', fallback: 'code' });

/** A count as a person writes it. */
export function countText(count: number): string {
  return number.format(count);
}

/** Any number as a person writes it, with two decimals at most. */
export function numberText(value: number): string {
  return fraction.format(value);
}

/** A count with its noun. */
export function piecesText(count: number): string {
  return count === 1 ? '1 piece of feedback' : `${countText(count)} pieces of feedback`;
}

/** A share between 0 and 1 in whole per cent. */
export function shareText(share: number): string {
  return percent.format(share);
}

/** A share between 0 and 1 in per cent, with a decimal. */
export function preciseShareText(share: number): string {
  return precisePercent.format(share);
}

/** A whole number with its sign, also a plus. */
export function signedText(value: number): string {
  return withMinus(signed.format(value));
}

/** A number with its sign and a decimal. */
export function signedFractionText(value: number): string {
  return withMinus(signedFraction.format(value));
}

/** A change between two amounts in per cent, with its sign. */
export function changeText(change: number): string {
  return withMinus(signedPercent.format(change));
}

/** A stretch of days such as `2026-11-24`, an end of which may be open. */
export function daysText(from: string | undefined, to: string | undefined): string {
  if (from !== undefined && to !== undefined) return dates.formatRange(new Date(from), new Date(to));
  if (from !== undefined) return `Since ${dates.format(new Date(from))}`;
  return to === undefined ? '' : `Until ${dates.format(new Date(to))}`;
}

/** A time of the day on a date, where the reader is. */
export function momentText(seconds: number): string {
  return moment.format(seconds * 1000);
}

/** How long ago, for the last day; the date before that. `now` is in milliseconds. */
export function whenText(seconds: number, now: number): string {
  const passed = Math.max(0, now / 1000 - seconds);
  if (passed < 45) return 'just now';
  if (passed < 3_600) return ago.format(-Math.max(1, Math.floor(passed / 60)), 'minute');
  if (passed < 86_400) return ago.format(-Math.floor(passed / 3_600), 'hour');
  return momentText(seconds);
}

/** The name of a language, or its tag where it has none. */
export function languageText(tag: string): string {
  try {
    return languages.of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** With the minus sign, which is as wide as a plus; some languages' formats have a hyphen there. */
function withMinus(text: string): string {
  return text.replace('-', '−');
}
