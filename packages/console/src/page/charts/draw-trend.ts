import type { ChartDataset, TooltipItem } from 'chart.js';
import { negativeShare, totalOf } from '../figures/tally.ts';
import { countText, SENTIMENT_NAMES, SENTIMENT_ORDER, shareText } from '../parts/words.ts';
import type { Drawing } from './chart.tsx';
import { faded, type Tones } from './tones.ts';
import { type Bar, seriesOf, type Unit } from './trend-data.ts';
import { isInFocus, type Trend } from './trend-of.ts';

const short = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', timeZone: 'UTC' });
const long = new Intl.DateTimeFormat(undefined, {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});
const month = new Intl.DateTimeFormat(undefined, { month: 'short', year: 'numeric', timeZone: 'UTC' });

/** What a bar is called in full. */
export function dayName(day: string, unit: Unit): string {
  return (unit === 'month' ? month : long).format(new Date(day));
}

/** What a day is called at an axis. */
export function shortDay(day: string): string {
  return short.format(new Date(day));
}

/** Draws a trend as stacked bars. Bars that are there to compare only are faded; a click on one chooses its days. */
export function drawTrend(trend: Trend, tones: Tones, onChoice: (bar: Bar) => void): Drawing {
  const { bars, unit } = trend;
  return {
    type: 'bar',
    data: {
      labels: bars.map(({ day }) => (unit === 'month' ? month.format(new Date(day)) : shortDay(day))),
      datasets: SENTIMENT_ORDER.map((name) => stackOf(trend, name, tones)),
    },
    options: {
      animation: false,
      interaction: { mode: 'index', intersect: false },
      onClick: (_, [hit]) => {
        const bar = hit && bars[hit.index];
        if (bar) onChoice(bar);
      },
      scales: {
        x: {
          stacked: true,
          grid: { display: false },
          border: { color: tones.line },
          ticks: { color: tones.soft, maxRotation: 0, autoSkipPadding: 14 },
        },
        y: {
          stacked: true,
          grid: { color: tones.line },
          border: { display: false },
          ticks: { color: tones.soft, precision: 0, maxTicksLimit: 5 },
        },
      },
      plugins: { legend: { display: false }, tooltip: { ...tooltipStyle(tones), callbacks: callbacks(trend) } },
    },
  };
}

/** How the note beside the pointer looks. */
export function tooltipStyle({ ink, card, line, soft }: Tones) {
  return {
    backgroundColor: card,
    titleColor: ink,
    bodyColor: ink,
    footerColor: soft,
    borderColor: line,
    borderWidth: 1,
    padding: 12,
    cornerRadius: 10,
    boxPadding: 5,
    usePointStyle: true,
  };
}

function stackOf(trend: Trend, name: (typeof SENTIMENT_ORDER)[number], tones: Tones): ChartDataset<'bar', number[]> {
  const tone = tones.sentiment[name];
  return {
    type: 'bar',
    label: SENTIMENT_NAMES[name],
    data: [...seriesOf(trend.bars, name)],
    backgroundColor: trend.bars.map((bar) => (isInFocus(bar, trend) ? tone : faded(tone, tones.card))),
    borderColor: tones.card,
    borderWidth: { top: 1.5 },
    borderSkipped: false,
    maxBarThickness: 46,
    categoryPercentage: 0.86,
    barPercentage: 0.94,
  };
}

function callbacks({ bars, unit }: Trend) {
  const barAt = (items: readonly TooltipItem<'bar' | 'line'>[]) => bars[items[0]?.dataIndex ?? -1];
  return {
    title: (items: readonly TooltipItem<'bar' | 'line'>[]) => {
      const bar = barAt(items);
      return bar ? dayName(bar.day, unit) : '';
    },
    footer: (items: readonly TooltipItem<'bar' | 'line'>[]) => {
      const bar = barAt(items);
      const share = bar && negativeShare(bar.tally);
      return bar ? `${countText(totalOf(bar.tally))} in all${share === undefined ? '' : `, ${shareText(share)} negative`}` : '';
    },
  };
}
