import type { Sentiment } from '@earshot/core';
import type { Chart } from '@earshot/core/queries';
import type { ChartDataset } from 'chart.js';
import type { Drawing } from '../charts/chart.tsx';
import { shortDay, tooltipStyle } from '../charts/draw-trend.ts';
import type { Tones } from '../charts/tones.ts';
import { countText, SENTIMENT_ORDER } from '../parts/words.ts';
import type { QueryResult } from '../state/requests.ts';

/** Rows between which a chart says more than a table. */
const LEAST = 2;
const MOST = 400;

/** Characters of a name that stand at an axis. */
const LONGEST_LABEL = 18;

/** Series that can still be told apart. */
const MOST_SERIES = 5;

/** How the result of a named query is drawn: as the query says, if at all. */
export function hintedChart(result: QueryResult, hint: Chart | undefined): Chart | undefined {
  const names = result.columns.map(({ name }) => name);
  if (!hint || !isDrawable(result) || ![hint.x, ...hint.y].every((name) => names.includes(name))) return undefined;
  const sentiments = SENTIMENT_ORDER.flatMap((sentiment) => hint.y.find((name) => sentimentOf(name) === sentiment) ?? []);
  return sentiments.length === hint.y.length ? { ...hint, y: sentiments } : hint;
}

/** How any other result is drawn: numbers over the one column of names or days. Nothing where a chart would not say more than the table. */
export function guessedChart(result: QueryResult): Chart | undefined {
  const { columns, rows } = result;
  const isNumber = (at: number) => rows.every((row) => row[at] === null || typeof row[at] === 'number');
  const [x, ...others] = columns.map((_, at) => at).filter((at) => !isNumber(at));
  const y = columns.filter((_, at) => isNumber(at)).map(({ name }) => name);
  const label = x === undefined ? undefined : columns[x]?.name;
  const isLikely = isDrawable(result) && others.length === 0 && y.length > 0 && y.length <= MOST_SERIES;
  if (!isLikely || x === undefined || label === undefined || new Set(rows.map((row) => row[x])).size < rows.length)
    return undefined;
  return { kind: rows.every((row) => isDay(row[x])) ? 'line' : 'bars', x: label, y };
}

/** What the chart shows, in a sentence. */
export function resultSummary({ rows }: QueryResult, { x, y }: Chart): string {
  return `Chart of ${y.join(', ')} by ${x}, ${countText(rows.length)} rows; the table below has the same figures`;
}

/** Draws a result. */
export function drawResult(result: QueryResult, chart: Chart, tones: Tones): Drawing {
  const column = (name: string) => {
    const at = result.columns.findIndex((one) => one.name === name);
    return result.rows.map((row) => row[at]);
  };
  const stacked = chart.kind === 'stacked-bars';
  return {
    type: chart.kind === 'line' ? 'line' : 'bar',
    data: {
      labels: column(chart.x).map(labelOf),
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
          ticks: { color: tones.soft, maxRotation: 0, autoSkipPadding: 14 },
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
  { kind }: Chart,
  label: string,
  data: (number | null)[],
  tone: string,
): ChartDataset<'bar' | 'line', (number | null)[]> {
  if (kind !== 'line')
    return { type: 'bar', label, data, backgroundColor: tone, maxBarThickness: 46, borderRadius: kind === 'bars' ? 3 : 0 };
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
  const known = sentimentOf(name);
  return known ? sentiment[known] : (series[at % series.length] ?? '');
}

function sentimentOf(name: string): Sentiment | undefined {
  return SENTIMENT_ORDER.find((one) => one === name.replace(/_percent$/, '').toUpperCase());
}

/** A day as the other charts write it, and anything else as it is, if not in full. */
function labelOf(value: unknown): string {
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)) return shortDay(value);
  const text = String(value ?? 'null');
  return text.length > LONGEST_LABEL ? `${text.slice(0, LONGEST_LABEL - 1)}…` : text;
}

function isDrawable({ rows }: QueryResult): boolean {
  return rows.length >= LEAST && rows.length <= MOST;
}

function numberIn(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

function isDay(value: unknown): boolean {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value);
}
