import { Worker } from 'node:worker_threads';
import type { EngineOptions } from '@earshot/adapters-local/engine';
import {
  type Analysis,
  Failure,
  type FailureKind,
  type Judgement,
  messageOf,
  type SentimentAnalyzer,
  type Utterance,
} from '@earshot/core';
import { programBeside } from '../program-beside.ts';

/** What is sent to the thread: texts, and the number that its answer will carry. */
export interface Question {
  readonly id: number;
  readonly texts: readonly Utterance[];
  readonly withinMs: number;
}

/** A judgement without what threads cannot pass to each other. */
export type PlainJudgement =
  | { readonly analysis: Analysis }
  | { readonly failure: { readonly kind: FailureKind; readonly message: string }; readonly language?: string };

/** What comes back. */
export interface Answer {
  readonly id: number;
  readonly judgements: readonly PlainJudgement[];
}

const LIMITS = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 160 };

const THREAD = programBeside(import.meta.url, 'engine-thread');

/**
 * The embedded engine in a thread of its own, so that texts of one batch are judged while another is being written. It judges as the
 * engine does; when the thread is lost, what was asked fails as `unavailable`.
 */
export class ThreadedAnalyzer implements SentimentAnalyzer {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, PromiseWithResolvers<readonly Judgement[]>>();
  #asked = 0;
  #lost: Failure | undefined;

  private constructor(worker: Worker) {
    this.#worker = worker;
    worker.on('message', (answer: Answer) => this.#take(answer));
    worker.on('error', (error) => this.#lose(error));
    worker.on('exit', () => this.#lose(new Error('its thread ended')));
  }

  /** Starts the thread, which loads the engine. */
  static start(options: EngineOptions): ThreadedAnalyzer {
    return new ThreadedAnalyzer(new Worker(THREAD.url, { workerData: options, resourceLimits: LIMITS }));
  }

  analyze(texts: readonly Utterance[], withinMs: number): Promise<readonly Judgement[]> {
    if (this.#lost) return Promise.reject(this.#lost);
    const waiting = Promise.withResolvers<readonly Judgement[]>();
    const id = this.#asked++;
    this.#waiting.set(id, waiting);
    this.#worker.postMessage({ id, texts, withinMs } satisfies Question);
    return waiting.promise;
  }

  /** Ends the thread. */
  async stop(): Promise<void> {
    await this.#worker.terminate();
  }

  #take({ id, judgements }: Answer): void {
    this.#waiting.get(id)?.resolve(judgements.map(fromPlain));
    this.#waiting.delete(id);
  }

  #lose(cause: Error): void {
    const failure = new Failure('unavailable', `the sentiment engine cannot answer: ${messageOf(cause)}`, {
      cause,
      retryable: false,
    });
    this.#lost ??= failure;
    for (const { reject } of this.#waiting.values()) reject(this.#lost);
    this.#waiting.clear();
  }
}

function fromPlain(judgement: PlainJudgement): Judgement {
  if ('analysis' in judgement) return judgement;
  const { failure, ...rest } = judgement;
  return { failure: new Failure(failure.kind, failure.message), ...rest };
}
