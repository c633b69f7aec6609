import type { Page, Receipt, Sentiment } from '@earshot/core';

/** How many records there are of each sentiment. */
export type Counts = Readonly<Record<Sentiment, number>>;

/** What the server says of a request that it refuses. */
export interface Refusal {
  readonly error: string;
  readonly details?: readonly { readonly field: string; readonly message: string }[];
}

/** What became of a submission. */
export type Submitted = { readonly receipt: Receipt } | { readonly refusal: Refusal };

/** Milliseconds that an answer may take before the server counts as gone. */
const PATIENCE = 35_000;

/** The counts of all that is stored. Rejects when the server does not answer. */
export async function fetchCounts(): Promise<Counts> {
  return read('/counts');
}

/** A page of records, newest first. Rejects when the server does not answer. */
export async function fetchPage(sentiment: Sentiment | undefined, cursor: string | undefined, limit: number): Promise<Page> {
  const query = new URLSearchParams({ limit: String(limit) });
  if (sentiment !== undefined) query.set('sentiment', sentiment);
  if (cursor !== undefined) query.set('cursor', cursor);
  return read(`/feedback?${query}`);
}

/** Sends feedback; the same key makes a repeat harmless. Rejects when the server does not answer. */
export async function submit(body: object, key: string): Promise<Submitted> {
  const headers = { 'content-type': 'application/json', 'idempotency-key': key };
  const response = await fetch('/feedback', {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(PATIENCE),
  });
  if (response.ok) return { receipt: await response.json() };
  return { refusal: await response.json() };
}

async function read<T>(path: string): Promise<T> {
  const response = await fetch(path, { signal: AbortSignal.timeout(PATIENCE), cache: 'no-store' });
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return response.json();
}
