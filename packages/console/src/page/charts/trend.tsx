import { negativeShare, totalOf } from '../figures/tally.ts';
import { countText, SENTIMENT_NAMES, SENTIMENT_ORDER, shareText } from '../parts/words.ts';
import { go } from '../state/navigation.ts';
import { ChartPicture } from './chart.tsx';
import { dayName, drawTrend } from './draw-trend.ts';
import { Legend } from './legend.tsx';
import { type Bar, endOf, type Unit } from './trend-data.ts';
import { isInFocus, type Trend } from './trend-of.ts';
import { useTrend } from './use-trend.ts';

const TITLES = { day: 'By day', week: 'By week', month: 'By month' } as const satisfies Record<Unit, string>;

/** How feedback came over time, stacked by sentiment. */
export function TrendCard() {
  const { value: trend, stale, error } = useTrend();
  return (
    <section class="card trend" aria-labelledby="trend-title" aria-busy={stale}>
      <header class="card-head">
        <h2 id="trend-title">
          {trend ? TITLES[trend.unit] : 'By day'}
          {trend?.isUtc && <small>in UTC</small>}
        </h2>
        <Legend has={(name) => trend?.bars.some(({ tally }) => tally[name] > 0) ?? false} />
      </header>
      {error !== undefined && <p class="problem">{error}</p>}
      {trend && <Shown trend={trend} />}
    </section>
  );
}

function Shown({ trend }: { readonly trend: Trend }) {
  const choose = (bar: Bar) => showDays(bar, trend.unit);
  return (
    <>
      <ChartPicture label={summaryOf(trend)} draw={(tones) => drawTrend(trend, tones, choose)} drawn={JSON.stringify(trend)} />
      <details class="as-table">
        <summary>Show as a table</summary>
        <TrendTable trend={trend} onChoice={choose} />
      </details>
    </>
  );
}

function TrendTable({ trend: { bars, unit }, onChoice }: { readonly trend: Trend; readonly onChoice: (bar: Bar) => void }) {
  return (
    <section class="scroll" tabIndex={0} aria-label="Feedback over time">
      <table>
        <thead>
          <tr>
            <th scope="col">{unit === 'day' ? 'Day' : unit === 'week' ? 'Week from' : 'Month'}</th>
            {SENTIMENT_ORDER.map((name) => (
              <th key={name} scope="col">
                {SENTIMENT_NAMES[name]}
              </th>
            ))}
            <th scope="col">All</th>
          </tr>
        </thead>
        <tbody>
          {[...bars].reverse().map((bar) => (
            <TrendRow key={bar.day} bar={bar} unit={unit} onChoice={onChoice} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface TrendRowProps {
  readonly bar: Bar;
  readonly unit: Unit;
  readonly onChoice: (bar: Bar) => void;
}

function TrendRow({ bar, unit, onChoice }: TrendRowProps) {
  return (
    <tr>
      <th scope="row">
        <button type="button" class="link" onClick={() => onChoice(bar)}>
          {dayName(bar.day, unit)}
        </button>
      </th>
      {SENTIMENT_ORDER.map((name) => (
        <td key={name}>{countText(bar.tally[name])}</td>
      ))}
      <td>{countText(totalOf(bar.tally))}</td>
    </tr>
  );
}

function summaryOf(trend: Trend): string {
  const { bars, unit } = trend;
  const shown = bars.filter((bar) => isInFocus(bar, trend));
  const all = shown.reduce((sum, { tally }) => sum + totalOf(tally), 0);
  const most = shown.reduce<Bar | undefined>(
    (top, bar) => (top && totalOf(top.tally) >= totalOf(bar.tally) ? top : bar),
    undefined,
  );
  const share = most && negativeShare(most.tally);
  const peak = most && all > 0 ? `; most on ${dayName(most.day, unit)}: ${countText(totalOf(most.tally))}` : '';
  return `Feedback by ${unit}, stacked by sentiment: ${countText(all)} in all${peak}${share === undefined ? '' : `, ${shareText(share)} negative`}`;
}

function showDays({ day }: Bar, unit: Unit): void {
  go({ range: 'custom', from: day, to: endOf(day, unit) });
}
