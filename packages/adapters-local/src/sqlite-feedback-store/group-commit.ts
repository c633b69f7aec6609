import type { DatabaseSync } from 'node:sqlite';
import { localFailure } from '../failures.ts';
import { Additions } from './additions.ts';

/** A write that waits for the next commit. */
interface Job {
  /** Writes, and gives what to do once the write is durable. */
  readonly write: (additions: Additions) => () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Runs the writes that come in during one turn of the event loop in one transaction, so that they share one sync to the disk. A
 * write is done when its transaction is durable; a transaction that fails fails all its writes and leaves nothing of them.
 */
export class GroupCommit {
  readonly #database: DatabaseSync;
  readonly #place: string;
  #jobs: Job[] = [];

  /** `place` names the database in failures. */
  constructor(database: DatabaseSync, place: string) {
    this.#database = database;
    this.#place = place;
  }

  /** Runs a write with the next transaction; it counts the records that it adds. */
  run<T>(write: (additions: Additions) => T): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const job: Job = {
      write: (additions) => {
        const result = write(additions);
        return () => resolve(result);
      },
      reject,
    };
    if (this.#jobs.push(job) === 1) setImmediate(() => this.#commit());
    return promise;
  }

  /** Commits what waits. */
  #commit(): void {
    const jobs = this.#jobs;
    this.#jobs = [];
    const additions = new Additions();
    try {
      this.#database.exec('BEGIN IMMEDIATE');
      const done = jobs.map(({ write }) => write(additions));
      additions.write(this.#database);
      this.#database.exec('COMMIT');
      for (const resolve of done) resolve();
    } catch (error) {
      this.#rollBack();
      for (const { reject } of jobs) reject(localFailure(error, this.#place));
    }
  }

  #rollBack(): void {
    try {
      this.#database.exec('ROLLBACK');
    } catch {
      // SQLite has rolled back by itself; the failure that led here is the one to tell.
    }
  }
}
