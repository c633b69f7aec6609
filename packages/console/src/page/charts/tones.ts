import type { Sentiment } from '@earshot/core';
import { SENTIMENT_ORDER } from '../parts/words.ts';

/** The colours that a drawing needs, as the present theme has them. */
export interface Tones {
  readonly sentiment: Readonly<Record<Sentiment, string>>;
  readonly series: readonly string[];
  readonly ink: string;
  readonly soft: string;
  readonly line: string;
  readonly card: string;
}

/** Colours of the series of a query's chart, in turn. */
const SERIES = ['--series-1', '--series-2', '--series-3', '--series-4'];

/** Reads the colours from the style sheet, which alone knows the theme. */
export function readTones(): Tones {
  const probe = document.createElement('i');
  probe.hidden = true;
  document.body.append(probe);
  const read = (name: string) => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const [NEGATIVE = '', MIXED = '', NEUTRAL = '', POSITIVE = '', UNKNOWN = ''] = SENTIMENT_ORDER.map((name) =>
    read(`--${name.toLowerCase()}`),
  );
  const tones = {
    sentiment: { NEGATIVE, MIXED, NEUTRAL, POSITIVE, UNKNOWN },
    series: SERIES.map(read),
    ink: read('--ink'),
    soft: read('--soft'),
    line: read('--line'),
    card: read('--card'),
  };
  probe.remove();
  return tones;
}

/** A colour that steps back towards what is behind it; lines behind it do not show. */
export function faded(colour: string, behind: string): string {
  const [of, to] = [colour, behind].map((text) => text.match(/\d+/g)?.map(Number) ?? []);
  return `rgb(${(of ?? []).slice(0, 3).map((value, at) => Math.round(0.4 * value + 0.6 * (to?.[at] ?? 0)))})`;
}
