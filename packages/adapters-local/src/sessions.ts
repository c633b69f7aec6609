import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { Failure } from '@earshot/core';
import { localFailure } from './failures.ts';
import { syncFolder } from './file-feedback-lake/folder-syncs.ts';
import { ProcessLock, tryLock } from './process-lock.ts';

/** A note's name. */
const NOTE = /^[0-9a-f-]{36}$/;

/**
 * Notes which processes use a data folder: each holds the lock on a file of its own, and removes the file when it ends well. A file
 * that nobody holds says that its process may have stopped between two writes. Processes look at notes, add and remove them one at a time: a
 * note that is not locked yet, or not removed yet, would look abandoned.
 */
export class Sessions {
  readonly #turns: ProcessLock;
  readonly #mine: string;
  readonly #lock: DatabaseSync;
  readonly #abandoned: readonly string[];

  private constructor(turns: ProcessLock, mine: string, lock: DatabaseSync, abandoned: readonly string[]) {
    this.#turns = turns;
    this.#mine = mine;
    this.#lock = lock;
    this.#abandoned = abandoned;
  }

  /** Notes this process in a folder. Fails as `ProcessLock` does. */
  static async begin(folder: string): Promise<Sessions> {
    await mkdir(folder, { recursive: true }).catch((error: unknown) => Promise.reject(localFailure(error, folder)));
    const turns = new ProcessLock(`${folder}.lock`);
    return turns.hold(async () => {
      const notes = (await readdir(folder)).filter((name) => NOTE.test(name));
      const abandoned = notes.map((name) => join(folder, name)).filter(isAbandoned);
      const mine = join(folder, randomUUID());
      const lock = tryLock(mine);
      if (!lock) throw new Failure('unavailable', `${mine}: another process holds what this one has made; try again`);
      await syncFolder(folder);
      return new Sessions(turns, mine, lock, abandoned);
    });
  }

  /** Whether a process ended without removing its note. */
  get someEndedBadly(): boolean {
    return this.#abandoned.length > 0;
  }

  /** Removes the notes of those that ended badly, once what they left is mended. */
  async mended(): Promise<void> {
    await this.#turns.hold(() => Promise.all(this.#abandoned.map((file) => rm(file, { force: true }))));
  }

  /** Ends this process's session; its note stays where something was left half-written. */
  async end({ halfWritten }: { readonly halfWritten: boolean }): Promise<void> {
    await this.#turns.hold(async () => {
      this.#lock.close();
      if (!halfWritten) await rm(this.#mine, { force: true });
    });
  }
}

function isAbandoned(file: string): boolean {
  const lock = tryLock(file);
  lock?.close();
  return lock !== undefined;
}
