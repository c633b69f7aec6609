import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { syncFolder } from './file-feedback-lake/folder-syncs.ts';
import { tryLock } from './process-lock.ts';

/** A note's name; SQLite keeps a journal beside it while it is held. */
const NOTE = /^[0-9a-f-]{36}$/;

/**
 * Notes which processes use a data folder: each holds the lock on a file of its own, and removes the file when it ends well. A file
 * that nobody holds says that its process may have stopped between two writes.
 */
export class Sessions {
  readonly #mine: string;
  readonly #lock: DatabaseSync | undefined;
  readonly #abandoned: readonly string[];

  private constructor(mine: string, lock: DatabaseSync | undefined, abandoned: readonly string[]) {
    this.#mine = mine;
    this.#lock = lock;
    this.#abandoned = abandoned;
  }

  /** Notes this process in a folder. */
  static async begin(folder: string): Promise<Sessions> {
    await mkdir(folder, { recursive: true });
    const notes = (await readdir(folder)).filter((name) => NOTE.test(name));
    const abandoned = notes.map((name) => join(folder, name)).filter(isAbandoned);
    const mine = join(folder, randomUUID());
    const lock = tryLock(mine);
    await syncFolder(folder);
    return new Sessions(mine, lock, abandoned);
  }

  /** Whether a process ended without removing its note. */
  get someEndedBadly(): boolean {
    return this.#abandoned.length > 0;
  }

  /** Removes the notes of those that ended badly, once what they left is mended. */
  async mended(): Promise<void> {
    await Promise.all(this.#abandoned.flatMap((file) => [file, `${file}-journal`]).map((file) => rm(file, { force: true })));
  }

  /** Ends this process's session; its note stays where something was left half-written. */
  async end({ halfWritten }: { readonly halfWritten: boolean }): Promise<void> {
    this.#lock?.close();
    if (!halfWritten) await rm(this.#mine, { force: true });
  }
}

function isAbandoned(file: string): boolean {
  const lock = tryLock(file);
  lock?.close();
  return lock !== undefined;
}
