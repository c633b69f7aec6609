import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure, messageOf } from '@earshot/core';
import type { Logger } from 'pino';

/** Milliseconds after which a folder in which nothing changes is taken for left; an import notes in it every second how far it is. */
const LEFT_MS = 3_600_000;

/** Keeps files that are sent, each in a folder of its own in the data folder, as an import looks at a file before it reads it. */
export class Uploads {
  readonly #folder: string;
  readonly #log: Logger;

  constructor(dataFolder: string, log: Logger) {
    this.#folder = join(dataFolder, 'uploads');
    this.#log = log;
  }

  /** Keeps the body of a request under a name; gives its folder. Fails as `unavailable`, saying what to do. */
  async keep({ body }: Request, name: string): Promise<string> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    await this.#sweep();
    const folder = await mkdtemp(join(this.#folder, 'import-'));
    try {
      await writeFile(join(folder, name), body ?? '');
      return folder;
    } catch (cause) {
      await this.drop(folder);
      throw unkept(cause, this.#folder);
    }
  }

  /** Takes a folder away, or tells the log why it cannot. */
  async drop(folder: string): Promise<void> {
    await rm(folder, { recursive: true, force: true }).catch((error: unknown) =>
      this.#log.warn({ reason: messageOf(error) }, 'a file that was sent could not be taken away'),
    );
  }

  /** Takes away what a process that was killed has left. */
  async #sweep(): Promise<void> {
    for (const name of await readdir(this.#folder)) {
      const folder = join(this.#folder, name);
      const changed = await stat(folder).catch(() => undefined);
      if (changed && Date.now() - changed.mtimeMs > LEFT_MS) await this.drop(folder);
    }
  }
}

function unkept(cause: unknown, folder: string): Failure {
  const full = cause instanceof Error && 'code' in cause && cause.code === 'ENOSPC';
  const message = full
    ? `there is no room for the file in ${folder}; make room there, or use earshot import, which needs no copy`
    : 'the file did not arrive whole; send it again';
  return new Failure('unavailable', message, { cause, retryable: false });
}
