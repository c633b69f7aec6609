import { type Fetched, useFetched } from '../state/fetched.ts';
import { now } from '../state/live.ts';
import { view } from '../state/navigation.ts';
import { localDay, type Period, periodOf, trendPeriod } from '../state/period.ts';
import { fetchStatistics, queryOf, type StatisticsRow } from '../state/requests.ts';
import { type Bar, barsOf, byLocalDay, byUtcDay, type Unit } from './trend-data.ts';

/** A trend that can be drawn. */
export interface Trend {
  readonly unit: Unit;
  readonly bars: readonly Bar[];
  /** Day of the first bar that is part of the period; those before are there to compare. */
  readonly inFocus: string;
  /** Whether its days are UTC's and not the reader's. */
  readonly isUtc: boolean;
}

/** Seconds up to which days are added up from hours, where the reader is; beyond that there would be too many. */
const BY_HOURS = 100 * 86_400;

/** Counts by day what the filters let through. */
export function useTrend(): Fetched<Trend> {
  const filters = view.value;
  const { period } = periodOf(filters, now.value);
  const shown = trendPeriod(period, now.value);
  const today = localDay(now.value);
  const query = queryOf(filters, shown);
  const isUtc = isLong(shown, now.value);
  return useFetched(`${query} ${period.from} ${today}`, async (stop) => {
    const rows = await fetchStatistics(query, [isUtc ? 'day' : 'hour', 'sentiment'], stop);
    return trendOf(rows, { shown, period, isUtc, today });
  });
}

interface Frame {
  readonly shown: Period;
  readonly period: Period;
  readonly isUtc: boolean;
  readonly today: string;
}

function trendOf(rows: readonly StatisticsRow[], { shown, period, isUtc, today }: Frame): Trend {
  const rowsOf = isUtc ? byUtcDay(rows) : byLocalDay(rows);
  const days = [...rowsOf.keys()].sort();
  const first = shown.from === undefined ? (days[0] ?? today) : localDay(shown.from * 1000);
  const last = shown.to === undefined ? later(today, days.at(-1)) : localDay(shown.to * 1000 - 1);
  const inFocus = period.from === undefined ? first : localDay(period.from * 1000);
  return { ...barsOf(rowsOf, first, last), inFocus, isUtc };
}

function isLong({ from, to }: Period, nowMs: number): boolean {
  return from === undefined || (to ?? nowMs / 1000) - from > BY_HOURS;
}

/** Feedback may be of tomorrow where it was imported so. */
function later(today: string, last: string | undefined): string {
  return last !== undefined && last > today ? last : today;
}
