import { createHash, randomUUID } from 'node:crypto';
import { type Clock, Failure, type Ids, type Pipeline, parseSubmission, type Submission } from '../src/index.ts';
import { MemoryAnalyzer, MemoryLake, MemoryMetrics, MemoryStore } from '../src/memory/index.ts';

/** 2026-11-24T10:00:00Z in milliseconds. */
export const MORNING = Date.UTC(2026, 10, 24, 10);

/** A clock that stands still until it is set. */
export class SetClock implements Clock {
  ms: number;

  constructor(ms: number = MORNING) {
    this.ms = ms;
  }

  now(): number {
    return this.ms;
  }
}

const hashIds: Ids = {
  fresh: () => randomUUID(),
  derive: (name) =>
    createHash('sha256')
      .update(name)
      .digest('hex')
      .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*/, '$1-$2-$3-$4-$5'),
};

/** A pipeline in memory, with the adapters at hand to look behind it. */
export function memoryPipeline(changes: Partial<Pipeline> = {}) {
  const parts = { store: new MemoryStore(), lake: new MemoryLake(), metrics: new MemoryMetrics(), clock: new SetClock() };
  const pipeline: Pipeline = { analyzer: new MemoryAnalyzer(), ids: hashIds, ...parts, ...changes };
  return { ...parts, pipeline };
}

/** A checked submission of a named customer. */
export function submission(feedback: string, key?: string, more: object = {}): Submission {
  return parseSubmission({ feedback, customer_id: 'c-1', ...more }, key);
}

/** Fails the first calls of a method with a failure, then lets calls through. */
export function failing<T extends unknown[], R>(times: number, work: (...args: T) => Promise<R>): (...args: T) => Promise<R> {
  const left = { times };
  return async (...args) => {
    left.times -= 1;
    if (left.times >= 0) throw new Failure('unavailable', 'it is down');
    return work(...args);
  };
}
