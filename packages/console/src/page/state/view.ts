import type { Sentiment } from '@earshot/core';
import { SENTIMENT_ORDER } from '../parts/words.ts';

/** The stretches of time that can be chosen; all but `all` end now, or where `to` says. */
export const RANGES = ['today', '7d', '30d', '60d', 'all', 'custom'] as const;

/** One of the stretches of time that can be chosen. */
export type Range = (typeof RANGES)[number];

/** Which feedback is shown. */
export interface Filters {
  readonly range: Range;
  /** First local day of a custom range, such as `2026-11-24`. */
  readonly from: string | undefined;
  /** Last local day of a custom range, included. */
  readonly to: string | undefined;
  readonly sentiment: Sentiment | undefined;
  /** Empty for feedback without a source. */
  readonly source: string | undefined;
  readonly language: string | undefined;
  readonly customer: string | undefined;
  readonly text: string | undefined;
}

/** All that the address of the page says, so that a link shows another person the same. */
export interface View extends Filters {
  readonly tab: 'overview' | 'sql';
  /** The feedback that is open. */
  readonly feedback: string | undefined;
  /** The named query that is open. */
  readonly query: string | undefined;
}

/** No filter at all: today, and everything of it. */
export const PLAIN: Filters = {
  range: 'today',
  from: undefined,
  to: undefined,
  sentiment: undefined,
  source: undefined,
  language: undefined,
  customer: undefined,
  text: undefined,
};

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Reads the query of an address. What it does not understand counts as not said. */
export function readView(search: string): View {
  const said = new URLSearchParams(search);
  const filled = (name: string) => said.get(name) || undefined;
  const days = { from: dayIn(said.get('from')), to: dayIn(said.get('to')) };
  return {
    tab: said.get('tab') === 'sql' ? 'sql' : 'overview',
    ...rangeOf(said.get('range'), days),
    sentiment: SENTIMENT_ORDER.find((name) => name === said.get('sentiment')),
    source: said.get('source') ?? undefined,
    language: filled('language'),
    customer: filled('customer'),
    text: filled('text'),
    feedback: filled('feedback'),
    query: filled('query'),
  };
}

/** The query of the address that shows a view; empty for the plain one. {@link readView} reads it back. */
export function writeView(view: View): string {
  const { tab, range, from, to, ...rest } = view;
  const said = new URLSearchParams();
  if (tab !== 'overview') said.set('tab', tab);
  if (range !== PLAIN.range) said.set('range', range);
  for (const [name, value] of Object.entries({ ...(range === 'custom' && { from, to }), ...rest }))
    if (value !== undefined) said.set(name, value);
  const text = said.toString();
  return text === '' ? '' : `?${text}`;
}

/** What the query of an address says that {@link readView} does not understand, such as `range=bogus`. */
export function leftOutOf(search: string): readonly string[] {
  const understood = new URLSearchParams(writeView(readView(search)));
  const plain = new URLSearchParams({ tab: 'overview', range: PLAIN.range });
  return [...new URLSearchParams(search)]
    .filter(([name, value]) => value !== '' && understood.get(name) !== value && plain.get(name) !== value)
    .map(([name, value]) => `${name}=${value}`);
}

/** How many filters are set, besides the range. */
export function filterCount({ sentiment, source, language, customer, text }: Filters): number {
  return [sentiment, source, language, customer, text].filter((value) => value !== undefined).length;
}

interface Days {
  readonly from: string | undefined;
  readonly to: string | undefined;
}

function rangeOf(said: string | null, { from, to }: Days): Days & { readonly range: Range } {
  const range = RANGES.find((name) => name === said) ?? PLAIN.range;
  if (range !== 'custom') return { range, from: undefined, to: undefined };
  if (from === undefined && to === undefined) return { range: PLAIN.range, from, to };
  return { range, from, to };
}

function dayIn(text: string | null): string | undefined {
  return text !== null && DAY.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined;
}
