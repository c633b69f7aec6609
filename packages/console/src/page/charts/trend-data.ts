import type { StatisticsRow } from '@earshot/adapters-local';
import type { Sentiment } from '@earshot/core';
import { type Tally, tallyOf } from '../figures/tally.ts';
import { utcDay } from '../state/period.ts';

/** What a bar of a trend stands for. */
export type Unit = 'day' | 'week' | 'month';

/** A bar of a trend: a day, a week or a month, by its first day. */
export interface Bar {
  /** Such as `2026-11-24`. */
  readonly day: string;
  readonly tally: Tally;
}

/** Bars that fit beside each other. */
const MOST_BARS = 92;

const DAY_MS = 86_400_000;

/** The bars from a first to a last day, those without anything too; days become weeks or months where they are too many. */
export function barsOf(
  rowsOf: ReadonlyMap<string, readonly StatisticsRow[]>,
  first: string,
  last: string,
): { readonly unit: Unit; readonly bars: readonly Bar[] } {
  const unit = unitFor(first, last);
  const days = daysBetween(first, last);
  const grouped = Map.groupBy(days, (day) => startOf(day, unit));
  const bars = [...grouped].map(([day, members]) => ({
    day,
    tally: tallyOf(members.flatMap((member) => rowsOf.get(member) ?? [])),
  }));
  return { unit, bars };
}

/** The last day that a bar stands for. */
export function endOf(day: string, unit: Unit): string {
  const next = new Date(day);
  if (unit === 'month') next.setUTCMonth(next.getUTCMonth() + 1);
  else next.setUTCDate(next.getUTCDate() + (unit === 'week' ? 7 : 1));
  return utcDay(next.getTime() - DAY_MS);
}

/** The counts of one sentiment, a bar after the other. */
export function seriesOf(bars: readonly Bar[], sentiment: Sentiment): readonly number[] {
  return bars.map(({ tally }) => tally[sentiment]);
}

function unitFor(first: string, last: string): Unit {
  const days = (Date.parse(last) - Date.parse(first)) / DAY_MS + 1;
  if (days <= MOST_BARS) return 'day';
  return days <= MOST_BARS * 7 ? 'week' : 'month';
}

function daysBetween(first: string, last: string): readonly string[] {
  const [start, end] = [Date.parse(first), Date.parse(last)];
  return Array.from({ length: Math.max(1, Math.round((end - start) / DAY_MS) + 1) }, (_, index) =>
    utcDay(start + index * DAY_MS),
  );
}

/** The Monday of a week, or the first of a month. */
function startOf(day: string, unit: Unit): string {
  if (unit === 'month') return `${day.slice(0, 7)}-01`;
  if (unit === 'day') return day;
  const date = new Date(day);
  return utcDay(date.getTime() - ((date.getUTCDay() + 6) % 7) * DAY_MS);
}
