import type { Filters } from './view.ts';

/** A stretch of time in whole seconds since 1970 UTC: from one, included, to another, excluded. An end that is absent is open. */
export interface Period {
  readonly from?: number;
  readonly to?: number;
}

/** What a range covers, and the earlier stretch that it is compared with: as long, and at the same time of its last day. */
export interface Compared {
  readonly period: Period;
  readonly before?: Required<Period>;
}

const DAYS = { today: 1, '7d': 7, '30d': 30, '60d': 60 } as const;

/** Local days that a trend shows at least, so that a single day is seen beside its like of the week before. */
const LEAST_TREND_DAYS = 14;

/** The period of a range. Its days are those of the reader's clock; `now` is in milliseconds. */
export function periodOf({ range, from, to }: Filters, now: number): Compared {
  if (range === 'all') return { period: {} };
  if (range === 'custom') return customPeriod(from, to, now);
  const days = DAYS[range];
  const shift = range === 'today' ? 7 : days;
  const start = midnight(now, 1 - days);
  const before = { from: seconds(midnight(start, -shift)), to: seconds(sameTime(now, -shift)) };
  return { period: { from: seconds(start) }, before };
}

/** The period that the trend of a period shows: the same, or the days before it too where it is short. */
export function trendPeriod({ from, to }: Period, now: number): Period {
  if (from === undefined) return to === undefined ? {} : { to };
  const last = to === undefined ? now : to * 1000 - 1;
  const start = Math.min(from, seconds(midnight(last, 1 - LEAST_TREND_DAYS)));
  return { from: start, ...(to !== undefined && { to }) };
}

/** Midnight of the local day of a moment, or of one some days later; both in milliseconds. */
export function midnight(at: number, days = 0): number {
  const date = new Date(at);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime();
}

/** The local day of a moment, such as `2026-11-24`. */
export function localDay(at: number): string {
  const date = new Date(at);
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
}

/** The day of a moment in UTC, such as `2026-11-24`. */
export function utcDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

function customPeriod(from: string | undefined, to: string | undefined, now: number): Compared {
  const start = from === undefined ? undefined : startOf(from);
  const end = to === undefined ? undefined : midnight(startOf(to), 1);
  const period = {
    ...(start !== undefined && { from: seconds(start) }),
    ...(end !== undefined && { to: seconds(end) }),
  };
  if (start === undefined || end === undefined || start >= Math.min(end, now)) return { period };
  const days = Math.round((end - start) / 86_400_000);
  const before = { from: seconds(midnight(start, -days)), to: seconds(sameTime(Math.min(end, now), -days)) };
  return { period, before };
}

function startOf(day: string): number {
  return new Date(`${day}T00:00:00`).getTime();
}

function sameTime(now: number, days: number): number {
  const date = new Date(now);
  date.setDate(date.getDate() + days);
  return date.getTime();
}

function seconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000);
}
