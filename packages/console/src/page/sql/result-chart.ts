import type { ChartDataset } from 'chart.js';
import type { Drawing } from '../charts/chart.tsx';
import { tooltipStyle } from '../charts/draw-trend.ts';
import type { Tones } from '../charts/tones.ts';
import { countText, SENTIMENT_ORDER } from '../parts/words.ts';
import type { ChartHint, QueryResult } from '../state/requests.ts';

/** Rows between which a chart says more than a table. */
const LEAST = 2;
const MOST = 400;

/** Series that can still be told apart. */
const MOST_SERIES = 5;

/** How a result is drawn: as its query says, else by a guess; nothing where no chart would say more than the table. */
export function chartOf({ columns, rows }: QueryResult, hint: ChartHint | undefined): ChartHint | undefined {
  if (rows.length < LEAST || rows.length > MOST) return undefined;
  const names = columns.map(({ name }) => name);
  if (hint) return [hint.x, ...hint.y].every((name) => names.includes(name)) ? hint : undefined;
  const isNumber = (at: number) => rows.every((row) => row[at] === null || typeof row[at] === 'number');
  const x = names.findIndex((_, at) => !isNumber(at));
  const y = names.filter((name, at) => at !== x && isNumber(at) && name !== 'id').slice(0, MOST_SERIES);
  const label = names[x];
  if (label === undefined || y.length === 0) return undefined;
  return { kind: rows.every((row) => isDay(row[x])) ? 'line' : 'bars', x: label, y };
}

/** What the chart shows, in a sentence. */
export function resultSummary({ rows }: QueryResult, { x, y }: ChartHint): string {
  return `Chart of ${y.join(', ')} by ${x}, ${countText(rows.length)} rows; the table below has the same figures`;
}

/** Draws a result. */
export function drawResult(result: QueryResult, chart: ChartHint, tones: Tones): Drawing {
  const column = (name: string) => {
    const at = result.columns.findIndex((one) => one.name === name);
    return result.rows.map((row) => row[at]);
  };
  const stacked = chart.kind === 'stacked-bars';
  return {
    type: chart.kind === 'line' ? 'line' : 'bar',
    data: {
      labels: column(chart.x).map((value) => String(value ?? 'null').slice(0, 40)),
      datasets: chart.y.map((name, at) => seriesOf(chart, name, column(name).map(numberIn), toneOf(name, at, tones))),
    },
    options: {
      animation: false,
      interaction: { mode: 'index', intersect: false },
      scales: {
        x: {
          stacked,
          grid: { display: false },
          border: { color: tones.line },
          ticks: { color: tones.soft, maxRotation: 40, autoSkipPadding: 12 },
        },
        y: { stacked, grid: { color: tones.line }, border: { display: false }, ticks: { color: tones.soft, maxTicksLimit: 6 } },
      },
      plugins: {
        legend: { display: chart.y.length > 1, align: 'start', labels: { color: tones.ink, usePointStyle: true, boxHeight: 7 } },
        tooltip: tooltipStyle(tones),
      },
    },
  };
}

function seriesOf(
  { kind }: ChartHint,
  label: string,
  data: (number | null)[],
  tone: string,
): ChartDataset<'bar' | 'line', (number | null)[]> {
  if (kind !== 'line') return { type: 'bar', label, data, backgroundColor: tone, maxBarThickness: 46, borderRadius: 3 };
  return {
    type: 'line',
    label,
    data,
    borderColor: tone,
    backgroundColor: tone,
    borderWidth: 2.5,
    pointRadius: data.length > 40 ? 0 : 3,
    tension: 0.2,
    spanGaps: true,
  };
}

/** A column that is called as a sentiment has its colour. */
function toneOf(name: string, at: number, { sentiment, series }: Tones): string {
  const known = SENTIMENT_ORDER.find((one) => one === name.replace(/_percent$/, '').toUpperCase());
  return known ? sentiment[known] : (series[at % series.length] ?? '');
}

function numberIn(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

function isDay(value: unknown): boolean {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value);
}
