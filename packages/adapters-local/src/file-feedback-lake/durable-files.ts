import { randomUUID } from 'node:crypto';
import { link, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { hasCode } from '../failures.ts';
import { FolderSyncs } from './folder-syncs.ts';

/** How the names of files end that are not whole yet. */
export const TEMPORARY = '.tmp';

/** Writes files that are seen whole or not at all, and survive the loss of power once written. */
export class DurableFiles {
  readonly #syncs = new FolderSyncs();
  /** Folders that are known to be there, with their names synced. */
  readonly #folders = new Set<string>();

  /** Writes a file, in place of what has that name. */
  async replace(path: string, text: string): Promise<void> {
    await this.#place(path, text, rename);
  }

  /** Writes a file unless there is one of that name; tells whether it did. */
  async create(path: string, text: string): Promise<boolean> {
    try {
      await this.#place(path, text, link);
      return true;
    } catch (error) {
      if (hasCode(error, 'EEXIST')) return false;
      throw error;
    }
  }

  /** Done when the name of a file that somebody else has written is on the disk. */
  settle(path: string): Promise<void> {
    return this.#syncs.sync(dirname(path));
  }

  async #place(path: string, text: string, give: (from: string, to: string) => Promise<void>): Promise<void> {
    const folder = dirname(path);
    await this.#makeFolder(folder);
    const temporary = join(folder, `${randomUUID()}${TEMPORARY}`);
    try {
      await writeSynced(temporary, text);
      await give(temporary, path);
    } catch (error) {
      this.#folders.delete(folder);
      throw error;
    } finally {
      if (give !== rename) await rm(temporary, { force: true });
    }
    await this.#syncs.sync(folder);
  }

  /** Makes a folder and those above it, and syncs each name that is new. */
  async #makeFolder(folder: string): Promise<void> {
    if (this.#folders.has(folder)) return;
    const first = await mkdir(folder, { recursive: true });
    if (first !== undefined) await this.#syncUpTo(dirname(first), folder);
    this.#folders.add(folder);
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
