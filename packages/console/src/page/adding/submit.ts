import type { Receipt } from '@earshot/core';
import type { Refusal } from '../state/asking.ts';
import { withServer } from '../state/live.ts';

/** What became of a submission. */
export type Submitted = { readonly receipt: Receipt } | { readonly refusal: Refusal };

/** Milliseconds that an answer may take; a server takes 29 seconds at most. */
const PATIENCE = 35_000;

/** Sends feedback; the same key makes a repeat harmless. Rejects when the server does not answer. */
export async function submit(body: object, key: string): Promise<Submitted> {
  const headers = { 'content-type': 'application/json', 'idempotency-key': key };
  const signal = AbortSignal.timeout(PATIENCE);
  return withServer(async () => {
    const response = await fetch('/feedback', { method: 'POST', headers, body: JSON.stringify(body), signal });
    return response.ok ? { receipt: await response.json() } : { refusal: await response.json() };
  });
}

/** What is typed in a form, without the fields left empty; a rating that is no number is sent as it is, for the server to name. */
export function bodyOf(form: HTMLFormElement): object {
  const typed = [...new FormData(form)].filter(([name, value]) => name === 'feedback' || value !== '');
  const body = Object.fromEntries(typed.filter(([name]) => name !== 'rating'));
  const rating = form.elements.namedItem('rating');
  if (!(rating instanceof HTMLInputElement)) return body;
  if (rating.validity.badInput) return { ...body, rating: 'no number' };
  return rating.value === '' ? body : { ...body, rating: Number(rating.value) };
}

/** Keeps the key of an attempt until what it names has arrived, so that sending again after a lost answer keeps nothing twice. */
export class Attempt {
  #body: string | undefined;
  #key = '';

  /** The key for a body: the same as long as the body is. */
  keyFor(body: object): string {
    const written = JSON.stringify(body);
    if (this.#body !== written) this.#key = crypto.randomUUID();
    this.#body = written;
    return this.#key;
  }

  /** Forgets the attempt: the next one is another, even with the same words. */
  arrived(): void {
    this.#body = undefined;
  }
}
