import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { FolderSyncs } from './folder-syncs.ts';

/** How the names of files end that are not whole yet. */
export const TEMPORARY = '.tmp';

/** Writes files that are seen whole or not at all, and survive the loss of power once written. */
export class DurableFiles {
  readonly #syncs = new FolderSyncs();
  /** Folders that are there, or being made, and settled once their names are on the disk. */
  readonly #folders = new Map<string, Promise<void>>();

  /** Writes a file, in place of what has that name. */
  async replace(path: string, text: string): Promise<void> {
    const folder = dirname(path);
    const temporary = join(folder, `${randomUUID()}${TEMPORARY}`);
    try {
      await this.#makeFolder(folder);
      await writeSynced(temporary, text);
      await rename(temporary, path);
    } catch (error) {
      this.#folders.delete(folder);
      await rm(temporary, { force: true });
      throw error;
    }
    await this.#syncs.sync(folder);
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

async function writeSynced(path: string, text: string): Promise<void> {
  const handle = await open(path, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.datasync();
  } finally {
    await handle.close();
  }
}
