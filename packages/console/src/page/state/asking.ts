import { lost, withServer } from './live.ts';

/** What the server says of a request that it refuses, or could not serve. */
export interface Refusal {
  readonly error: string;
  readonly details?: readonly { readonly field: string; readonly message: string }[];
}

/** What the page calls what the server names. */
const NAMES: Readonly<Record<string, string>> = {
  sql: 'The question',
  name: 'The name of the file',
  encoding: 'The encoding',
  customer_id: 'The customer',
  text: 'The text to search for',
  source: 'The source',
  language: 'The language',
};

/** What is wrong with a request, in the page's own words for what the server names. */
export function refusalText({ error, details = [] }: Refusal): string {
  const told = details.map(({ field, message }) => `${NAMES[field] ?? `${field}:`} ${message}`);
  return told.length > 0 ? told.join('; ') : error;
}

/** An error that the server told, fit to be shown. */
export class Told extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Milliseconds that an answer may take before the server counts as gone. */
const PATIENCE = 35_000;

/** Reads JSON from the server. Fails with `Told` when the server refuses; when it does not answer, the page knows by then. */
export async function read<T>(path: string, stop?: AbortSignal): Promise<T> {
  const patience = AbortSignal.timeout(PATIENCE);
  const signal = stop ? AbortSignal.any([stop, patience]) : patience;
  return withServer(() => ask(path, { cache: 'no-store', signal }));
}

/** Asks the server for JSON. Fails as `read` does, and waits as long as it takes. */
export async function ask<T>(path: string, request: RequestInit): Promise<T> {
  const response = await reach(path, request);
  if (response.ok) return response.json();
  throw new Told(response.status, await toldBy(response));
}

async function reach(path: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(path, request);
  } catch (error) {
    if (!isStopped(error)) lost();
    throw error;
  }
}

async function toldBy(response: Response): Promise<string> {
  const body: Partial<Refusal> = await response.json().catch(() => ({}));
  return refusalText({ error: `The server answered ${response.status}`, ...body });
}

/** Whether a request ended because nobody wanted its answer any more. */
export function isStopped(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}
