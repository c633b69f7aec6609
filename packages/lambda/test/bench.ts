import { createHash } from 'node:crypto';
import { Failure, type FailureKind, type Pipeline } from '@earshot/core';
import { MemoryAnalyzer, MemoryLake, MemoryMetrics, MemoryStore } from '@earshot/core/memory';
import { createEdge, type EdgeOptions } from '../src/index.ts';

/** 2026-11-24T10:00:00Z in milliseconds. */
export const MORNING = Date.UTC(2026, 10, 24, 10);

const uuidOf = (name: string) =>
  createHash('sha256')
    .update(name)
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*/, '$1-$2-$3-$4-$5');

/** One line of the log, with its level. */
export interface Logged {
  readonly level: 'error' | 'info';
  readonly fields: Readonly<Record<string, unknown>>;
  readonly message: string;
}

/** An edge over a pipeline in memory, with what lies behind it and all that it logs. */
export function bench(changes: Partial<Pipeline> = {}, options: Partial<EdgeOptions> = {}) {
  const logged: Logged[] = [];
  const log = {
    error: (fields: Logged['fields'], message: string) => void logged.push({ level: 'error', fields, message }),
    info: (fields: Logged['fields'], message: string) => void logged.push({ level: 'info', fields, message }),
  };
  const parts = { store: new MemoryStore(), lake: new MemoryLake(), metrics: new MemoryMetrics() };
  const count = { fresh: 0 };
  const ids = { fresh: () => uuidOf(`fresh ${count.fresh++}`), derive: uuidOf };
  const clock = { now: () => MORNING };
  const pipeline: Pipeline = { analyzer: new MemoryAnalyzer(), ids, clock, ...parts, ...changes };
  const app = createEdge({ pipeline, log, reading: true, ...options });
  return { app, logged, pipeline, ...parts };
}

/** What `POST /feedback` is called with: JSON of a value, or text and bytes as they are. */
export function post(body: unknown, headers: Record<string, string> = {}): RequestInit {
  const raw = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
  return { method: 'POST', body: raw, headers };
}

/** A store whose puts and reads fail like this. */
export function brokenStore(kind: FailureKind, cause?: unknown): MemoryStore {
  const store = new MemoryStore();
  const fail = async () => {
    throw new Failure(kind, 'secret text of c-1', { cause });
  };
  return Object.assign(store, { put: fail, get: fail, list: fail });
}

/** What the tests look at in a body. */
export interface AnswerBody {
  readonly error?: string;
  readonly code?: string;
  readonly requestId?: string;
  readonly details?: readonly { readonly field: string; readonly message: string }[];
  readonly feedbackId?: string;
  readonly items?: readonly { readonly feedbackText: string }[];
  readonly cursor?: string;
}

/** The body of an answer. */
export async function bodyOf(response: { text(): Promise<string> }): Promise<AnswerBody> {
  return JSON.parse(await response.text());
}

/** The names of the fields at fault, in order. */
export function fieldsOf({ details = [] }: AnswerBody): string[] {
  return details.map(({ field }) => field).sort();
}
