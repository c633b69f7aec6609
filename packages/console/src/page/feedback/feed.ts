import type { FeedbackRecord, Page } from '@earshot/core';
import { signal } from '@preact/signals';
import { fetchPage, isStopped, Told } from '../state/requests.ts';

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

/** Loads the beginning of the list, or what is new at it. What is loaded already stays as it is. */
export async function loadNewest(query: URLSearchParams, stop: AbortSignal): Promise<void> {
  const key = `${query}`;
  try {
    const page = await fetchPage(query, PAGE, undefined, stop);
    if (!stop.aborted) loaded.value = withNewest(key, page);
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
  const before = loaded.value;
  if (loadingMore.value || before?.cursor === undefined || before.key !== `${query}`) return;
  loadingMore.value = true;
  await quietly(async () => append(before.key, await fetchPage(query, PAGE, before.cursor)));
  loadingMore.value = false;
}

function append(key: string, { items, cursor }: Page): void {
  const standing = loaded.value;
  if (standing?.key !== key) return;
  loaded.value = { ...standing, items: [...standing.items, ...unknown(items, standing.items)], cursor, arrived: 0 };
}

function withNewest(key: string, page: Page): Loaded {
  const standing = loaded.value;
  if (standing?.key !== key || standing.error !== undefined) return begun(key, page);
  const fresh = unknown(page.items, standing.items);
  if (fresh.length < page.items.length || standing.items.length === 0)
    return {
      ...standing,
      items: [...fresh, ...standing.items],
      arrived: fresh.length,
      ...(standing.items.length === 0 && { cursor: page.cursor }),
    };
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
