import { randomUUID } from 'node:crypto';
import { closeSync, fdatasync, openSync, renameSync, writeFileSync } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { FolderSyncs } from './folder-syncs.ts';

const dataSync = promisify(fdatasync);

/** Milliseconds after which a file that never became whole belongs to a process that is gone. */
const LEFT_BEHIND_MS = 3_600_000;

/** Writes files that are seen whole or not at all, and survive the loss of power once written. */
export class DurableFiles {
  readonly #temporary: string;
  readonly #syncs = new FolderSyncs();
  /** Folders that are there, or being made, and settled once their names are on the disk. */
  readonly #folders = new Map<string, Promise<void>>();

  /** `temporary` is a folder on the same file system, for files that are not whole yet. */
  constructor(temporary: string) {
    this.#temporary = temporary;
  }

  /** Removes what processes that were killed left half-written. */
  async sweep(): Promise<void> {
    const names = await readdir(this.#temporary).catch(() => []);
    const paths = names.map((name) => join(this.#temporary, name));
    const old = await Promise.all(paths.map(async (path) => ((await ageOf(path)) > LEFT_BEHIND_MS ? [path] : [])));
    await Promise.all(old.flat().map((path) => rm(path, { force: true, recursive: true })));
  }

  /** Writes a file, in place of what has that name. */
  async replace(path: string, contents: string | Uint8Array): Promise<void> {
    await this.place(path, async (temporary) => writeSynced(temporary, contents));
  }

  /** Puts a file in place of what has its name, once somebody has written and synced it under a temporary one. Gives what that gave. */
  async place<T>(path: string, write: (temporary: string) => Promise<T>): Promise<T> {
    const folder = dirname(path);
    const temporary = join(this.#temporary, randomUUID());
    try {
      await Promise.all([this.#makeFolder(folder), this.#makeFolder(this.#temporary)]);
      const written = await write(temporary);
      renameSync(temporary, path);
      await this.#syncs.sync(folder);
      return written;
    } catch (error) {
      this.#folders.clear();
      await rm(temporary, { force: true });
      throw error;
    }
  }

  /** Done when the name of a file that somebody else has written is on the disk. */
  settle(path: string): Promise<void> {
    return this.#syncs.sync(dirname(path));
  }

  /** Makes a folder and those above it, and syncs each name that is new; once, however many ask. */
  #makeFolder(folder: string): Promise<void> {
    const known = this.#folders.get(folder) ?? this.#make(folder);
    this.#folders.set(folder, known);
    return known;
  }

  async #make(folder: string): Promise<void> {
    const first = await mkdir(folder, { recursive: true });
    if (first !== undefined) await this.#syncUpTo(dirname(first), folder);
  }

  async #syncUpTo(top: string, folder: string): Promise<void> {
    for (let above = dirname(folder); above.length >= top.length; above = dirname(above)) {
      await this.#syncs.sync(above);
      if (above === top) return;
    }
  }
}

/**
 * Writes a new file and waits until it is on the disk. What only touches memory is called synchronously: with 32 writers that took a
 * third less time than promises for each step, as only the sync itself waits for the disk.
 */
async function writeSynced(path: string, contents: string | Uint8Array): Promise<void> {
  const descriptor = openSync(path, 'wx', 0o600);
  try {
    writeFileSync(descriptor, contents);
    await dataSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

async function ageOf(file: string): Promise<number> {
  const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: Date.now() }));
  return Date.now() - mtimeMs;
}
