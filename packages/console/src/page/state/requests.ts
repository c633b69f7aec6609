import type { Dimension, StatisticsRow } from '@earshot/adapters-local';
import type { FeedbackRecord, Page } from '@earshot/core';
import type { NamedQuery } from '@earshot/core/queries';
import type { Answer as QueryResult } from '../../querying/open-queries.ts';
import { ask, read, Told } from './asking.ts';
import type { Period } from './period.ts';
import type { Filters } from './view.ts';

export type { QueryResult };

const NO_SUCH = 'There is no such feedback: the link is not whole, or it is of another data folder.';

/** The named queries, and whether this server can run any. */
export interface Queries {
  readonly queries: readonly NamedQuery[];
  readonly available: boolean;
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

/** One piece of feedback; fails as told, with 404, where there is none. */
export async function fetchFeedback(id: string, stop?: AbortSignal): Promise<FeedbackRecord> {
  return read<FeedbackRecord>(`/feedback/${encodeURIComponent(id)}`, stop).catch((error: unknown) => {
    throw error instanceof Told && error.status === 404 ? new Told(404, NO_SUCH) : error;
  });
}

let known: Queries | undefined;

/** The named queries. A server that can run them is asked once, as they are always the same. */
export async function fetchQueries(stop?: AbortSignal): Promise<Queries> {
  if (!known?.available) known = await read<Queries>('/queries', stop);
  return known;
}

/** Runs a query; `stop` gives it up. What else is shown goes on being fetched meanwhile. */
export async function runQuery(
  query: { readonly name: string } | { readonly sql: string },
  stop: AbortSignal,
): Promise<QueryResult> {
  const headers = { 'content-type': 'application/json' };
  return ask('/query', { method: 'POST', headers, body: JSON.stringify(query), signal: stop });
}
