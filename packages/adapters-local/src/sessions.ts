import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hasCode } from './failures.ts';

/**
 * Notes which processes use a data folder: a file each, named by its process id, that is removed when the process ends well. What is
 * left of a process that is gone says that it may have stopped between two writes.
 */
export class Sessions {
  readonly #folder: string;
  readonly #mine: string;
  /** The notes of processes that ended without removing them. */
  readonly abandoned: readonly string[];

  private constructor(folder: string, mine: string, abandoned: readonly string[]) {
    this.#folder = folder;
    this.#mine = mine;
    this.abandoned = abandoned;
  }

  /** Notes this process. */
  static async begin(folder: string): Promise<Sessions> {
    await mkdir(folder, { recursive: true });
    const abandoned = (await readdir(folder)).filter((name) => !isAlive(Number.parseInt(name, 10)));
    const mine = `${process.pid}-${randomUUID()}`;
    await writeFile(join(folder, mine), '');
    return new Sessions(folder, mine, abandoned);
  }

  /** Removes the notes of those that ended badly, once what they left is mended. */
  async mended(): Promise<void> {
    await Promise.all(this.abandoned.map((name) => rm(join(this.#folder, name), { force: true })));
  }

  /** Removes this process's note. */
  async end(): Promise<void> {
    await rm(join(this.#folder, this.#mine), { force: true });
  }
}

/** Whether another process has this id. One that had this process's own id is gone, as in a container where all are number 1. */
function isAlive(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
}
