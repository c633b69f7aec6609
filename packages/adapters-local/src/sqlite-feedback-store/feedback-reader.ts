import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Failure, type FailureKind, type Issue, messageOf, type Page } from '@earshot/core';
import type { SearchQuery } from './search.ts';
import type { StatisticsQuery, StatisticsRow } from './statistics.ts';

/** What is sent to the thread, with the number that its answer will carry. */
export type Question = { readonly id: number } & Asked;

type Asked = { readonly statistics: StatisticsQuery } | { readonly search: SearchQuery; readonly withinMs: number };

/** What the thread is told: a question, or that nobody waits for the answer to one any more. */
export type Message = Question | { readonly stop: number };

/** What comes back: what was asked for, or why not, without what threads cannot pass to each other. */
export interface Answer {
  readonly id: number;
  readonly rows?: readonly StatisticsRow[];
  readonly page?: Page;
  readonly failure?: {
    readonly kind: FailureKind;
    readonly message: string;
    readonly issues: readonly Issue[];
    readonly retryable: boolean;
  };
}

const SEARCH_MS = 1_000;

/** Built or not, the thread's program lies beside this file. */
const KIND = extname(import.meta.url);
const THREAD = new URL(`./reading-thread${KIND}`, import.meta.url);

/** A program that is not built needs the sources of the core, too. */
const OPTIONS = ['--disable-warning=ExperimentalWarning', ...(KIND === '.ts' ? ['--conditions=@earshot/source'] : [])];
const LIMITS = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 256 };

/**
 * Counts and searches the records of a SQLite store in a thread of its own, so that no question, however long it takes, delays a
 * submission. The thread starts with the first question. Fails as `invalid` (a cursor it never gave), `unavailable`, `denied`, `internal`.
 */
export class FeedbackReader {
  readonly #file: string;
  readonly #waiting = new Map<number, PromiseWithResolvers<Answer>>();
  #worker: Worker | undefined;
  #asked = 0;

  /** `file` is the store's, which must be there by the first question. */
  constructor(file: string) {
    this.#file = file;
  }

  /**
   * Counts records. It takes milliseconds, whatever their number, as a tally of each hour is kept; for a customer or a text it looks at the
   * records themselves, beside other questions. Rejects with the reason of `stop` when nobody waits any more.
   */
  async statistics(query: StatisticsQuery, stop?: AbortSignal): Promise<readonly StatisticsRow[]> {
    const { rows = [] } = await this.#ask({ statistics: query }, stop);
    return rows;
  }

  /**
   * Gives a page of the records that match, newest first. After `withinMs` milliseconds it gives what was found so far, be it nothing,
   * with a cursor to go on from; a page without a cursor is the last. Rejects with the reason of `stop` when nobody waits any more.
   */
  async search(query: SearchQuery, withinMs = SEARCH_MS, stop?: AbortSignal): Promise<Page> {
    const { page = { items: [] } } = await this.#ask({ search: query, withinMs }, stop);
    return page;
  }

  /** Ends the thread; what was not answered fails as `unavailable`. */
  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  async #ask(asked: Asked, stop: AbortSignal | undefined): Promise<Answer> {
    stop?.throwIfAborted();
    const worker = this.#start();
    const waiting = Promise.withResolvers<Answer>();
    const id = this.#asked++;
    this.#waiting.set(id, waiting);
    const giveUp = () => {
      worker.postMessage({ stop: id } satisfies Message);
      waiting.reject(stop?.reason);
    };
    stop?.addEventListener('abort', giveUp, { once: true });
    worker.postMessage({ id, ...asked } satisfies Message);
    try {
      return told(await waiting.promise);
    } finally {
      stop?.removeEventListener('abort', giveUp);
    }
  }

  /** The thread; a new one where the last was lost. */
  #start(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(THREAD, { workerData: this.#file, resourceLimits: LIMITS, execArgv: OPTIONS });
    worker.on('message', (answer: Answer) => this.#take(answer));
    worker.on('error', (error) => this.#lose(worker, error));
    worker.on('exit', () => this.#lose(worker, new Error('its thread ended')));
    this.#worker = worker;
    return worker;
  }

  #take(answer: Answer): void {
    this.#waiting.get(answer.id)?.resolve(answer);
    this.#waiting.delete(answer.id);
  }

  /** A thread that fails ends, too; by then another one may have been started. */
  #lose(worker: Worker, cause: Error): void {
    if (worker !== this.#worker) return;
    const failure = new Failure('unavailable', `${this.#file}: cannot be searched: ${messageOf(cause)}`, { cause });
    for (const { reject } of this.#waiting.values()) reject(failure);
    this.#waiting.clear();
    this.#worker = undefined;
  }
}

function told(answer: Answer): Answer {
  if (answer.failure === undefined) return answer;
  const { kind, message, ...details } = answer.failure;
  throw new Failure(kind, message, details);
}
