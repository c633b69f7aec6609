import { open } from 'node:fs/promises';

/** Syncs folders to the disk, so that the names in them survive the loss of power; calls that come together share a sync. */
export class FolderSyncs {
  readonly #running = new Map<string, Promise<void>>();
  readonly #waiting = new Map<string, Promise<void>>();

  /** Done when a sync that began after this call has ended. */
  sync(folder: string): Promise<void> {
    const waiting = this.#waiting.get(folder);
    if (waiting) return waiting;
    const before = this.#running.get(folder) ?? Promise.resolve();
    const next = before.catch(() => {}).then(() => this.#start(folder));
    this.#waiting.set(folder, next);
    return next;
  }

  #start(folder: string): Promise<void> {
    this.#waiting.delete(folder);
    const running = syncFolder(folder).finally(() => {
      if (this.#running.get(folder) === running) this.#running.delete(folder);
    });
    this.#running.set(folder, running);
    return running;
  }
}

/** Syncs a folder to the disk. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
