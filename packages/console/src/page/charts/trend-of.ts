import type { StatisticsRow } from '@earshot/adapters-local';
import { localDay, type Period, utcDay } from '../state/period.ts';
import { type Bar, barsOf, endOf, type Unit } from './trend-data.ts';

/** A trend that can be drawn. */
export interface Trend {
  readonly unit: Unit;
  readonly bars: readonly Bar[];
  /** First day of the period; the bars before it are there to compare. */
  readonly inFocus: string;
  /** Whether its days are UTC's and not the reader's. */
  readonly isUtc: boolean;
}

/** What a trend shows. */
export interface Frame {
  /** All that is drawn. */
  readonly shown: Period;
  /** The part that was asked for. */
  readonly period: Period;
  readonly isUtc: boolean;
  /** In milliseconds. */
  readonly now: number;
}

/** Seconds up to which days are added up from hours, where the reader is; beyond that there would be too many. */
const BY_HOURS = 100 * 86_400;

/** Whether a period is told in days of UTC: where it is long, or the reader's days begin within an hour of UTC, as in India. */
export function isToldInUtc({ from, to }: Period, now: number): boolean {
  const end = to === undefined ? now : to * 1000;
  if (from === undefined || end / 1000 - from > BY_HOURS) return true;
  return [from * 1000, end].some((at) => new Date(at).getTimezoneOffset() % 60 !== 0);
}

/** The trend of counts by hour, or by day where it is told in UTC. */
export function trendOf(rows: readonly StatisticsRow[], { shown, period, isUtc, now }: Frame): Trend {
  const dayOf = isUtc ? utcDay : localDay;
  const rowsOf = Map.groupBy(rows, ({ hour, day }) => dayOf((day ?? hour ?? 0) * 1000));
  const [today, days] = [dayOf(now), [...rowsOf.keys()].sort()];
  const first = shown.from === undefined ? (days[0] ?? today) : dayOf(shown.from * 1000);
  const last = shown.to === undefined ? later(today, days.at(-1)) : dayOf(shown.to * 1000 - 1);
  const inFocus = period.from === undefined ? first : dayOf(period.from * 1000);
  return { ...barsOf(rowsOf, first, last), inFocus, isUtc };
}

/** Whether any day of a bar is of the period that was asked for. */
export function isInFocus({ day }: Bar, { unit, inFocus }: Trend): boolean {
  return endOf(day, unit) >= inFocus;
}

/** Feedback may be of tomorrow where it was imported so. */
function later(today: string, last: string | undefined): string {
  return last !== undefined && last > today ? last : today;
}
