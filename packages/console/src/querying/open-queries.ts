import { join, resolve } from 'node:path';
import type { DuckDBInstance, DuckDBResult, DuckDBValueConverter } from '@duckdb/node-api';
import { Failure } from '@earshot/core';
import pLimit from 'p-limit';
import { TIME_LIMIT_SETTING } from '../settings.ts';
import { type DuckDb, loadDuckDb, openLockedDown } from './duckdb.ts';
import { findQuery } from './find-query.ts';
import { firstRows } from './first-rows.ts';
import { interruptOn } from './interrupt-on.ts';
import { type Json, jsonConverter } from './json-values.ts';
import { lakeView } from './lake-view.ts';
import { prepareSelect } from './prepare-select.ts';
import { isVanishedFile, queryFailure } from './query-failures.ts';

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
  /** Stops what is under way and ends. */
  close(): Promise<void>;
}

const NEVER = new AbortController().signal;

/** As many as leave half of Node's threads for files to everything else. */
const AT_ONCE = 2;

/** Opens the lake of a data folder for questions. Fails as `unsupported`, saying what to do, where DuckDB is not installed. */
export async function openQueries(folder: string): Promise<Queries> {
  const duckdb = await loadDuckDb();
  const lake = join(resolve(folder), 'lake');
  return new DuckDbQueries(duckdb, await openLockedDown(duckdb, lake), lake);
}

/** One database for all questions, and a connection for each, in which the lake is looked at anew. */
class DuckDbQueries implements Queries {
  readonly #database: DuckDBInstance;
  readonly #lake: string;
  readonly #toJson: DuckDBValueConverter<Json>;
  readonly #inTurn = pLimit(AT_ONCE);
  readonly #closing = new AbortController();
  readonly #running = new Set<Promise<Answer>>();

  constructor(duckdb: DuckDb, database: DuckDBInstance, lake: string) {
    this.#database = database;
    this.#lake = lake;
    this.#toJson = jsonConverter(duckdb);
  }

  async run(question: Question, limits: Limits, left = NEVER): Promise<Answer> {
    const sql = 'name' in question ? findQuery(question.name).sql : question.sql;
    const running = this.#inTurn(() => this.#inTime(sql, limits, AbortSignal.any([left, this.#closing.signal])));
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
    this.#database.closeSync();
  }

  async #inTime(sql: string, { withinMs, maxRows }: Limits, left: AbortSignal): Promise<Answer> {
    const timeUp = AbortSignal.timeout(withinMs);
    const stop = AbortSignal.any([timeUp, left]);
    try {
      return await this.#answer(sql, maxRows, stop).catch((error: unknown) => {
        if (isVanishedFile(error) && !stop.aborted) return this.#answer(sql, maxRows, stop);
        throw error;
      });
    } catch (error) {
      if (left.aborted) throw new Failure('unavailable', 'the query was stopped, as nobody waits for it any more');
      throw timeUp.aborted ? tooSlow(withinMs, error) : queryFailure(error);
    }
  }

  async #answer(sql: string, maxRows: number, stop: AbortSignal): Promise<Answer> {
    const began = performance.now();
    stop.throwIfAborted();
    const connection = await this.#database.connect();
    const endInterrupting = interruptOn(stop, connection);
    try {
      await connection.run(await lakeView(this.#lake));
      const statement = await prepareSelect(connection, sql);
      stop.throwIfAborted();
      const result = await statement.stream();
      const { rows, truncated } = await firstRows(result, maxRows, this.#toJson);
      return { columns: columnsOf(result), rows, truncated, ms: Math.round(performance.now() - began) };
    } finally {
      endInterrupting();
      connection.closeSync();
    }
  }
}

function columnsOf(result: DuckDBResult): Answer['columns'] {
  const types = result.columnTypes();
  return result.columnNames().map((name, i) => ({ name, type: String(types[i]) }));
}

function tooSlow(withinMs: number, cause: unknown): Failure {
  const message = `the query took longer than ${withinMs / 1000} s and was stopped; ask for fewer days, or allow more time by ${TIME_LIMIT_SETTING}`;
  return new Failure('unavailable', message, { cause, retryable: false });
}
