import type { FeedbackRecord, Page } from '@earshot/core';
import { ask, read } from './asking.ts';
import type { Period } from './period.ts';
import type { Filters } from './view.ts';

/** A count, with the values that it is the count of. */
export interface StatisticsRow {
  readonly count: number;
  readonly hour?: number;
  readonly day?: number;
  readonly sentiment?: string;
  readonly source?: string;
  readonly language?: string;
}

/** What counts can be told apart by. */
export type Dimension = 'hour' | 'day' | 'sentiment' | 'source' | 'language';

/** A query that comes with Earshot. */
export interface NamedQuery {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly sql: string;
  readonly chart?: ChartHint;
}

/** How the result of a query is drawn best. */
export interface ChartHint {
  readonly kind: 'line' | 'bars' | 'stacked-bars';
  readonly x: string;
  readonly y: readonly string[];
}

/** The named queries, and whether this server can run any. */
export interface Queries {
  readonly queries: readonly NamedQuery[];
  readonly available: boolean;
}

/** The rows that a query gave. */
export interface QueryResult {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly unknown[])[];
  /** Whether there were more rows. */
  readonly truncated: boolean;
  readonly ms: number;
}

/** The query of a request for what filters and a period let through. */
export function queryOf(filters: Filters, period: Period): URLSearchParams {
  const { sentiment, source, language, customer, text } = filters;
  const { from, to } = period;
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ sentiment, source, language, customer_id: customer, text, from, to }))
    if (value !== undefined) query.set(name, String(value));
  return query;
}

/** Counts of what a query lets through, told apart by dimensions. */
export async function fetchStatistics(
  query: URLSearchParams,
  by: readonly Dimension[],
  stop?: AbortSignal,
): Promise<readonly StatisticsRow[]> {
  const asked = new URLSearchParams([...query, ...by.map((name): [string, string] => ['by', name])]);
  const { rows }: { rows: readonly StatisticsRow[] } = await read(`/statistics?${asked}`, stop);
  return rows;
}

/** A page of what a query lets through, newest first. */
export async function fetchPage(query: URLSearchParams, limit: number, cursor?: string, stop?: AbortSignal): Promise<Page> {
  const asked = new URLSearchParams([...query, ['limit', String(limit)]]);
  if (cursor !== undefined) asked.set('cursor', cursor);
  return read(`/search?${asked}`, stop);
}

/** The newest of what a query lets through; a search that gives what it found in a second is asked to go on. */
export async function fetchNewest(query: URLSearchParams, count: number, stop: AbortSignal): Promise<readonly FeedbackRecord[]> {
  const items: FeedbackRecord[] = [];
  let cursor: string | undefined;
  do {
    const page = await fetchPage(query, count - items.length, cursor, stop);
    items.push(...page.items);
    cursor = page.cursor;
  } while (cursor !== undefined && items.length < count);
  return items;
}

/** One piece of feedback; fails as told with 404 where there is none. */
export async function fetchFeedback(id: string, stop?: AbortSignal): Promise<FeedbackRecord> {
  return read(`/feedback/${encodeURIComponent(id)}`, stop);
}

/** The named queries. */
export async function fetchQueries(stop?: AbortSignal): Promise<Queries> {
  return read('/queries', stop);
}

/** Runs a query; `stop` gives it up. What else is shown goes on being fetched meanwhile. */
export async function runQuery(
  query: { readonly name: string } | { readonly sql: string },
  stop: AbortSignal,
): Promise<QueryResult> {
  const headers = { 'content-type': 'application/json' };
  return ask('/query', { method: 'POST', headers, body: JSON.stringify(query), signal: stop });
}
