import { type Fetched, useFetched } from '../state/fetched.ts';
import { now } from '../state/live.ts';
import { view } from '../state/navigation.ts';
import { localDay, periodOf, trendPeriod, utcDay } from '../state/period.ts';
import { fetchStatistics, queryOf } from '../state/requests.ts';
import { isToldInUtc, type Trend, trendOf } from './trend-of.ts';

/** Counts by day what the filters let through. */
export function useTrend(): Fetched<Trend> {
  const { value: time } = now;
  const { period } = periodOf(view.value, time);
  const shown = trendPeriod(period, time);
  const query = queryOf(view.value, shown);
  const isUtc = isToldInUtc(shown, time);
  const today = isUtc ? utcDay(time) : localDay(time);
  return useFetched(`${query} ${period.from} ${today}`, async (stop) => {
    const rows = await fetchStatistics(query, [isUtc ? 'day' : 'hour', 'sentiment'], stop);
    return trendOf(rows, { shown, period, isUtc, now: time });
  });
}
