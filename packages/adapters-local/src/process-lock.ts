import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { Failure, isObject } from '@earshot/core';
import { hasCode, localFailure } from './failures.ts';

const RETRY_MS = 20;
const PATIENCE_MS = 10_000;
/** How long one process may hold a lock again and again before others are let in. */
const FAIR_MS = 1_000;

/**
 * Lets one holder at a time work, among all processes of this machine. It is SQLite's lock on a file, which the system lets go when its
 * holder dies; waiting never blocks the event loop. Who works without a pause lets the others in once a second. Fails as `unavailable` after 10 s.
 */
export class ProcessLock {
  readonly #file: string;
  #last: Promise<unknown> = Promise.resolve();
  /** How long it was held since others were let in. */
  #heldMs = 0;

  constructor(file: string) {
    this.#file = file;
  }

  /** Runs work while nobody else holds the lock; work of this process runs in the order of its calls. */
  hold<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(() => this.#alone(work));
    this.#last = turn.catch(() => {}).then(() => this.#letIn());
    return turn;
  }

  async #alone<T>(work: () => Promise<T>): Promise<T> {
    const held = await this.#acquire();
    const since = performance.now();
    try {
      return await work();
    } finally {
      held.close();
      this.#heldMs += performance.now() - since;
    }
  }

  /** Others look every 20 ms whether it is free: that they find it so takes a pause longer than that. */
  async #letIn(): Promise<void> {
    if (this.#heldMs < FAIR_MS) return;
    this.#heldMs = 0;
    await setTimeout(2 * RETRY_MS);
  }

  async #acquire(): Promise<DatabaseSync> {
    for (let waited = 0; waited < PATIENCE_MS; waited += RETRY_MS) {
      const held = tryLock(this.#file);
      if (held) return held;
      await setTimeout(RETRY_MS);
    }
    throw new Failure('unavailable', `${this.#file}: another process has held this lock for ${PATIENCE_MS / 1000} s`);
  }
}

/**
 * Locks a file, made where it is not there; `undefined` where another process holds it. Closing what it gives lets go of the lock. It needs no
 * file beside it, so that a full disk does not matter once the file is there; making it fails as the file system does.
 */
export function tryLock(file: string): DatabaseSync | undefined {
  try {
    makeFile(file);
    const database = new DatabaseSync(file);
    try {
      database.exec('PRAGMA busy_timeout = 0; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  } catch (error) {
    if (isBusy(error)) return undefined;
    throw localFailure(error, file);
  }
}

/**
 * Makes the file, and its folder, where it is not there, as SQLite would only say that it cannot. One that is there is not opened: when a process closes a
 * file, the system lets go of every lock that it holds on it.
 */
function makeFile(file: string): void {
  try {
    closeSync(openSync(file, 'ax', 0o600));
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return;
    if (!hasCode(error, 'ENOENT')) throw error;
    mkdirSync(dirname(file), { recursive: true });
    makeFile(file);
  }
}

/** SQLite's result code 5. */
function isBusy(error: unknown): boolean {
  return isObject(error) && 'errcode' in error && error.errcode === 5;
}
