import { join, resolve } from 'node:path';
import { Failure } from '@earshot/core';
import pLimit from 'p-limit';
import { TIME_LIMIT_SETTING } from '../settings.ts';
import { findQuery } from './find-query.ts';
import type { Json } from './json-values.ts';
import { type Asked, QueryRunner } from './query-runner.ts';

/** What is asked: a query that has a name, or SQL. */
export type Question = { readonly name: string } | { readonly sql: string };

/** How long an answer may take, counted from when its turn comes, and how long it may be. */
export interface Limits {
  readonly withinMs: number;
  readonly maxRows: number;
}

/** What a question was answered. */
export interface Answer {
  /** Names may repeat, as in SQL; types are DuckDB's. */
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** A value for each column; whole numbers that JavaScript cannot hold are text, times are ISO 8601. */
  readonly rows: readonly (readonly Json[])[];
  /** Whether there are more rows than were wanted. */
  readonly truncated: boolean;
  readonly ms: number;
}

/** Answers questions about the lake in SQL, and changes nothing. */
export interface Queries {
  /**
   * Answers a question about what lies in the lake now; two are answered at a time, the others wait. Fails as `invalid` where it is not one
   * SELECT that can be answered, saying where; as `not-found` where no query has the name; as `unavailable` when it or its answer takes
   * too long or too much memory, when nobody waits for it any more, which `left` tells, or when the lake cannot be read.
   */
  run(question: Question, limits: Limits, left?: AbortSignal): Promise<Answer>;
  /** The same as JSON in UTF-8, which a server passes on without looking into it. */
  json(question: Question, limits: Limits, left?: AbortSignal): Promise<Uint8Array<ArrayBuffer>>;
  /** Stops what is under way and ends. */
  close(): Promise<void>;
}

const NEVER = new AbortController().signal;

/** Each has a process and memory of its own, and more threads than processors make nobody faster. */
const AT_ONCE = 2;

/** Opens the lake of a data folder for questions. A process that answers is started by the first question, and kept for the next. */
export function openQueries(folder: string): Queries {
  return new RunnerQueries(join(resolve(folder), 'lake'));
}

class RunnerQueries implements Queries {
  readonly #lake: string;
  readonly #inTurn = pLimit(AT_ONCE);
  readonly #closing = new AbortController();
  readonly #running = new Set<Promise<unknown>>();
  readonly #idle: QueryRunner[] = [];

  constructor(lake: string) {
    this.#lake = lake;
  }

  async run(question: Question, limits: Limits, left?: AbortSignal): Promise<Answer> {
    return JSON.parse(new TextDecoder().decode(await this.json(question, limits, left)));
  }

  async json(question: Question, limits: Limits, left = NEVER): Promise<Uint8Array<ArrayBuffer>> {
    const { withinMs, maxRows } = limits;
    const sql = 'name' in question ? findQuery(question.name).sql : question.sql;
    const nobodyWaits = AbortSignal.any([left, this.#closing.signal]);
    const running = this.#inTurn(() => this.#inTime({ sql, maxRows }, withinMs, nobodyWaits));
    this.#running.add(running);
    try {
      return await running;
    } finally {
      this.#running.delete(running);
    }
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.allSettled(this.#running);
    await Promise.all(this.#idle.splice(0).map((runner) => runner.end()));
  }

  async #inTime(asked: Asked, withinMs: number, nobodyWaits: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
    if (nobodyWaits.aborted) throw stopped();
    const timeUp = AbortSignal.timeout(withinMs);
    const runner = this.#runner();
    try {
      return await runner.answer(asked, AbortSignal.any([timeUp, nobodyWaits]));
    } catch (error) {
      if (nobodyWaits.aborted) throw stopped();
      throw timeUp.aborted ? tooSlow(withinMs, error) : error;
    } finally {
      if (runner.isFit) this.#idle.push(runner);
      else await runner.end();
    }
  }

  /** One that waits for a question, unless it has ended meanwhile; else a new one. */
  #runner(): QueryRunner {
    const idle = this.#idle.pop();
    return idle?.isFit ? idle : new QueryRunner(this.#lake);
  }
}

function stopped(): Failure {
  return new Failure('unavailable', 'the query was stopped, as nobody waits for it any more');
}

function tooSlow(withinMs: number, cause: unknown): Failure {
  const message = `the query took longer than ${withinMs / 1000} s and was stopped; ask for fewer days, or allow more time by ${TIME_LIMIT_SETTING}`;
  return new Failure('unavailable', message, { cause, retryable: false });
}
