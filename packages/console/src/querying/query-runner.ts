import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Failure, type FailureKind } from '@earshot/core';
import { programBeside } from '../program-beside.ts';
import { memoryLimit } from './duckdb.ts';

/** What the process is asked. */
export interface Asked {
  readonly sql: string;
  readonly maxRows: number;
}

/** What the process is told: a question, or that nobody waits for its answer any more. */
export type Message = Asked | { readonly stop: true };

/**
 * What comes back: the JSON of an answer in UTF-8, part by part, whose numbers begin again when it is asked for anew; that it is whole; or
 * why there is none.
 */
export type Reply =
  | { readonly part: Uint8Array; readonly at: number }
  | { readonly whole: true }
  | { readonly failure: { readonly kind: FailureKind; readonly message: string; readonly retryable: boolean } };

const PROGRAM = programBeside(import.meta.url, 'query-process');

/** Milliseconds in which a question that is to stop can do so by itself; then its process is ended. */
const GRACE = 500;

/** Milliseconds between two looks at the memory of the process. */
const LOOK_EVERY = 100;

/** Memory that a process may have beside what DuckDB counts, in MB: Node's, and what becomes JSON. */
const BESIDE = 512;

/**
 * A process of its own that answers SQL over a lake, one question at a time. Nothing that a question does there outlasts its time, takes
 * more memory than there is for it, as far as Linux tells of that, or harms this process.
 */
export class QueryRunner {
  readonly #child: ChildProcess;

  /** Starts the process; `lake` is the lake's folder. */
  constructor(lake: string) {
    const stdio = ['ignore', 'ignore', 'ignore', 'ipc'] as const;
    this.#child = fork(PROGRAM.url, [lake], { execArgv: [...PROGRAM.options], serialization: 'advanced', stdio: [...stdio] });
    // Told to whoever waits for an answer; here so that it ends nothing when nobody does.
    this.#child.on('error', () => {});
  }

  /** Whether it is there for another question, and has given back the memory of the last. */
  get isFit(): boolean {
    return this.#child.connected && !this.#child.killed && memoryOf(this.#child) < BESIDE;
  }

  /** Gives the JSON of an answer. Fails as the question does; as `unavailable` when it is stopped, or its process ends. */
  async answer(asked: Asked, stop: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
    const waiting = Promise.withResolvers<Uint8Array<ArrayBuffer>>();
    const parts: Uint8Array[] = [];
    const take = (reply: Reply) => {
      if ('part' in reply) parts.splice(reply.at, parts.length, reply.part);
      else if ('whole' in reply) waiting.resolve(Buffer.concat(parts));
      else waiting.reject(new Failure(reply.failure.kind, reply.failure.message, reply.failure));
    };
    const lose = (error: unknown, signal?: unknown) => waiting.reject(lost(signal ?? error));
    this.#child.on('message', take).on('error', lose).on('exit', lose);
    const watches = [this.#stopOn(stop), this.#boundMemory(waiting.reject)];
    this.#child.send(asked satisfies Message);
    try {
      return await waiting.promise;
    } finally {
      for (const end of watches) end();
      this.#child.off('message', take).off('error', lose).off('exit', lose);
    }
  }

  /** Ends the process, which has nothing to tidy up. */
  async end(): Promise<void> {
    if (this.#hasEnded()) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
  }

  #hasEnded(): boolean {
    const { pid, exitCode, signalCode } = this.#child;
    return pid === undefined || exitCode !== null || signalCode !== null;
  }

  #stopOn(stop: AbortSignal): () => void {
    let timer: NodeJS.Timeout | undefined;
    const begin = () => {
      this.#child.send({ stop: true } satisfies Message);
      timer = setTimeout(() => this.#child.kill('SIGKILL'), GRACE);
    };
    stop.addEventListener('abort', begin, { once: true });
    return () => {
      stop.removeEventListener('abort', begin);
      clearTimeout(timer);
    };
  }

  #boundMemory(reject: (failure: Failure) => void): () => void {
    const most = memoryLimit() + BESIDE;
    const timer = setInterval(() => {
      if (memoryOf(this.#child) <= most) return;
      reject(tooMuchMemory(most));
      this.#child.kill('SIGKILL');
    }, LOOK_EVERY);
    return () => clearInterval(timer);
  }
}

/** The memory that a process has, in MB; 0 where the system does not tell. */
function memoryOf({ pid }: ChildProcess): number {
  try {
    const [, kilobytes] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes ?? 0) / 1024;
  } catch {
    return 0;
  }
}

function tooMuchMemory(most: number): Failure {
  const message = `the query took more than ${most} MB of memory and was stopped; ask for fewer days, rows or columns`;
  return new Failure('unavailable', message, { retryable: false });
}

function lost(how: unknown): Failure {
  const message = `the process that ran the query ended (${how}), perhaps for want of memory; ask for fewer days, rows or columns`;
  return new Failure('unavailable', message, { retryable: false });
}
