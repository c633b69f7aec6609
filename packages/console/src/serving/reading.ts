import type { Page } from '@earshot/core';
import type { SearchQuery } from './filters.ts';

/** What counts can be told apart by. */
export const DIMENSIONS = ['hour', 'day', 'sentiment', 'source', 'language'] as const;

/** One of the things that counts can be told apart by. */
export type Dimension = (typeof DIMENSIONS)[number];

/** What to count, and how to tell it apart. */
export interface StatisticsQuery extends Omit<SearchQuery, 'limit' | 'cursor'> {
  readonly by: readonly Dimension[];
}

/** A count, with the values that it is the count of; hours and days are whole seconds since 1970 UTC. */
export type StatisticsRow = { readonly count: number } & { readonly [name in Dimension]?: string | number };

/** Reads the store away from the main thread, so that a slow search delays no submission; `stop` gives up on an answer. */
export interface Reading {
  statistics(query: StatisticsQuery, stop?: AbortSignal): Promise<readonly StatisticsRow[]>;
  search(query: SearchQuery, withinMs?: number, stop?: AbortSignal): Promise<Page>;
}
