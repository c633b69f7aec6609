import { type FeedbackRecord, newestFirst, type Page } from '@earshot/core';
import { signal } from '@preact/signals';
import { Told } from '../state/asking.ts';
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
    const page = await newestPage(query, stop);
    if (stop.aborted) return;
    loaded.value = withNewest(key, page);
    await loadUpTo(PAGE, query, stop);
  } catch (error) {
    if (error instanceof Told && !stop.aborted) loaded.value = { ...begun(key, { items: [] }), error: error.message };
  }
}

/** The first page. Where something is loaded already, a search that broke off goes on until the page is full or meets that. */
async function newestPage(query: URLSearchParams, stop: AbortSignal): Promise<Page> {
  let page = await fetchPage(query, PAGE, undefined, stop);
  const standing = loaded.value?.key === `${query}` ? loaded.value.items : [];
  const isShort = () => page.items.length < PAGE && unknown(page.items, standing).length === page.items.length;
  while (standing.length > 0 && page.cursor !== undefined && isShort()) {
    const next = await fetchPage(query, PAGE - page.items.length, page.cursor, stop);
    page = { ...next, items: [...page.items, ...next.items] };
  }
  return page;
}

/** Shows the newest, and forgets how far the list was loaded. */
export async function startAgain(query: URLSearchParams): Promise<void> {
  const key = `${query}`;
  await quietly(async () => {
    const page = await fetchPage(query, PAGE);
    if (loaded.value?.key === key) loaded.value = begun(key, page);
  });
}

/** Loads what follows. */
export async function loadMore(query: URLSearchParams): Promise<void> {
  const { items = [] } = loaded.value ?? {};
  if (!loadingMore.value) await quietly(() => loadUpTo(items.length + PAGE, query));
}

/** Loads until there are so many, or no more, or the list was begun anew meanwhile. */
async function loadUpTo(count: number, query: URLSearchParams, stop?: AbortSignal): Promise<void> {
  const key = `${query}`;
  const next = () => {
    const { value } = loaded;
    return value?.key === key && value.items.length < count && !stop?.aborted ? value.cursor : undefined;
  };
  try {
    for (let cursor = next(); cursor !== undefined; cursor = next()) {
      loadingMore.value = true;
      const page = await fetchPage(query, PAGE, cursor, stop);
      if (!append(key, cursor, page)) return;
    }
  } finally {
    loadingMore.value = false;
  }
}

/** Appends what follows a cursor, if that is still where the list ends. */
function append(key: string, after: string, { items, cursor }: Page): boolean {
  const standing = loaded.value;
  if (standing?.key !== key || standing.cursor !== after) return false;
  loaded.value = { ...standing, items: together(standing.items, items), cursor, arrived: 0 };
  return true;
}

function withNewest(key: string, page: Page): Loaded {
  const standing = loaded.value;
  if (standing?.key !== key || standing.error !== undefined) return begun(key, page);
  if (standing.items.length === 0) return { ...begun(key, page), arrived: page.items.length };
  const fresh = unknown(page.items, standing.items);
  if (fresh.length < page.items.length || page.cursor === undefined)
    return { ...standing, items: together(standing.items, page.items), arrived: fresh.length };
  return standing.items.length > PAGE ? { ...standing, isOutdated: true, arrived: 0 } : begun(key, page);
}

function begun(key: string, { items, cursor }: Page): Loaded {
  return { key, items, cursor, isOutdated: false, arrived: 0, error: undefined };
}

/** All of both, in their order: what comes in may be older than what is there, as imported feedback is. */
function together(standing: readonly FeedbackRecord[], more: readonly FeedbackRecord[]): readonly FeedbackRecord[] {
  return [...standing, ...unknown(more, standing)].sort(newestFirst);
}

function unknown(items: readonly FeedbackRecord[], standing: readonly FeedbackRecord[]): readonly FeedbackRecord[] {
  const known = new Set(standing.map(({ feedbackId }) => feedbackId));
  return items.filter(({ feedbackId }) => !known.has(feedbackId));
}

/** Lets a request fail that the page tells of elsewhere. */
async function quietly(work: () => Promise<void>): Promise<void> {
  await work().catch(() => undefined);
}
