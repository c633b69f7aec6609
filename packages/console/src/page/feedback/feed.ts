import type { FeedbackRecord, Page } from '@earshot/core';
import { signal } from '@preact/signals';
import { isStopped, Told } from '../state/asking.ts';
import { withServer } from '../state/live.ts';
import { fetchPage } from '../state/requests.ts';

/** Records asked for at once. */
const PAGE = 25;

/** The list of feedback that a query lets through, as far as it is loaded. */
export interface Loaded {
  /** What was asked for. */
  readonly key: string;
  readonly items: readonly FeedbackRecord[];
  readonly cursor: string | undefined;
  /** Whether newer feedback came than the list begins with, too much to put before it. */
  readonly isOutdated: boolean;
  /** How many were put before it last. */
  readonly arrived: number;
  readonly error: string | undefined;
}

/** What is loaded; nothing before the first answer. */
export const loaded = signal<Loaded | undefined>(undefined);

/** Whether more is being loaded. */
export const loadingMore = signal(false);

/**
 * Loads the beginning of the list, or what is new at it. What is loaded already stays as it is. A search in many texts gives what it found
 * in a second, be it nothing, and goes on from there.
 */
export function loadNewest(query: URLSearchParams, stop: AbortSignal): Promise<void> {
  return withServer(() => newestLoaded(query, stop));
}

async function newestLoaded(query: URLSearchParams, stop: AbortSignal): Promise<void> {
  const key = `${query}`;
  try {
    const page = await fetchPage(query, PAGE, undefined, stop);
    if (stop.aborted) return;
    loaded.value = withNewest(key, page);
    await loadUpTo(PAGE, query, stop);
  } catch (error) {
    if (error instanceof Told) loaded.value = { ...begun(key, { items: [] }), error: error.message };
    else if (!isStopped(error)) return;
  }
}

/** Shows the newest, and forgets how far the list was loaded. */
export async function startAgain(query: URLSearchParams): Promise<void> {
  await quietly(async () => {
    loaded.value = begun(`${query}`, await fetchPage(query, PAGE));
  });
}

/** Loads what follows. */
export async function loadMore(query: URLSearchParams): Promise<void> {
  const { items = [] } = loaded.value ?? {};
  if (!loadingMore.value) await quietly(() => loadUpTo(items.length + PAGE, query));
}

/** Loads until there are so many, or no more. */
async function loadUpTo(count: number, query: URLSearchParams, stop?: AbortSignal): Promise<void> {
  const key = `${query}`;
  const next = () => {
    const { value } = loaded;
    return value?.key === key && value.items.length < count && !stop?.aborted ? value.cursor : undefined;
  };
  try {
    for (let cursor = next(); cursor !== undefined; cursor = next()) {
      loadingMore.value = true;
      append(key, await fetchPage(query, PAGE, cursor, stop));
    }
  } finally {
    loadingMore.value = false;
  }
}

function append(key: string, { items, cursor }: Page): void {
  const standing = loaded.value;
  if (standing?.key !== key) return;
  loaded.value = { ...standing, items: [...standing.items, ...unknown(items, standing.items)], cursor, arrived: 0 };
}

function withNewest(key: string, page: Page): Loaded {
  const standing = loaded.value;
  if (standing?.key !== key || standing.error !== undefined) return begun(key, page);
  if (standing.items.length === 0) return { ...begun(key, page), arrived: page.items.length };
  const fresh = unknown(page.items, standing.items);
  if (fresh.length < page.items.length || page.items.length < PAGE)
    return { ...standing, items: [...fresh, ...standing.items], arrived: fresh.length };
  return standing.items.length > PAGE ? { ...standing, isOutdated: true, arrived: 0 } : begun(key, page);
}

function begun(key: string, { items, cursor }: Page): Loaded {
  return { key, items, cursor, isOutdated: false, arrived: 0, error: undefined };
}

function unknown(items: readonly FeedbackRecord[], standing: readonly FeedbackRecord[]): readonly FeedbackRecord[] {
  const known = new Set(standing.map(({ feedbackId }) => feedbackId));
  return items.filter(({ feedbackId }) => !known.has(feedbackId));
}

/** Lets a request fail that the page tells of elsewhere. */
async function quietly(work: () => Promise<void>): Promise<void> {
  await work().catch(() => undefined);
}
