import { isInFocus, isToldInUtc, trendOf } from '../../src/page/charts/trend-of.ts';
import { totalOf } from '../../src/page/figures/tally.ts';
import { periodOf, trendPeriod } from '../../src/page/state/period.ts';
import { readView } from '../../src/page/state/view.ts';

/**
 * Prints the trend of a record every half hour, as the page draws it in the time zone of this process, and how many records are of the
 * period. Told the query of an address, and the time.
 */
const [search = '', time = ''] = process.argv.slice(2);
const now = Date.parse(time);
const { period } = periodOf(readView(search), now);
const shown = trendPeriod(period, now);
const isUtc = isToldInUtc(shown, now);

const [from, to] = [shown.from ?? 0, shown.to ?? now / 1000];
const moments = Array.from({ length: Math.ceil((to - from) / 1_800) }, (_, index) => from + index * 1_800);
const inPeriod = moments.filter((at) => at >= (period.from ?? 0));
const unit = isUtc ? 86_400 : 3_600;
const rows = [...Map.groupBy(moments, (at) => Math.floor(at / unit) * unit)].map(([at, { length: count }]) => ({
  [isUtc ? 'day' : 'hour']: at,
  count,
  sentiment: 'NEUTRAL',
}));

const trend = trendOf(rows, { shown, period, isUtc, now });
const bars = trend.bars.map((bar) => [bar.day, totalOf(bar.tally), isInFocus(bar, trend)]);
process.stdout.write(JSON.stringify({ isUtc, unit: trend.unit, bars, shown: moments.length, inPeriod: inPeriod.length }));
