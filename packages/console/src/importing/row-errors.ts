import { type FileHandle, open, rm, stat, truncate } from 'node:fs/promises';
import { Failure } from '@earshot/core';
import { csvText } from '../showing/csv.ts';

/** One row that was left out. */
export interface RowError {
  readonly line: number;
  readonly reason: string;
  /** What the row looks like. */
  readonly row: string;
}

const HEADER = 'line,reason,row\n';

/** The rows that were left out, in a CSV file that appears with the first of them. */
export class RowErrors {
  readonly path: string;
  #bytes: number;
  #file: FileHandle | undefined;

  /** `bytes` is how much of an earlier file stays, where it is still there. */
  constructor(path: string, bytes: number) {
    this.path = path;
    this.#bytes = bytes;
  }

  /** How much has been written, in bytes. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Writes rows after those that stand already. Fails as `unavailable`, saying where to put the file to import. */
  async add(errors: readonly RowError[]): Promise<void> {
    if (errors.length === 0) return;
    try {
      this.#file ??= await open(this.path, 'a');
      const text = `${this.#bytes === 0 ? HEADER : ''}${errors.map(line).join('')}`;
      await this.#file.writeFile(text);
      this.#bytes += Buffer.byteLength(text);
    } catch (cause) {
      throw new Failure(
        'unavailable',
        `${this.path} cannot be written; import a copy of the file in a folder that you may write to`,
        {
          cause,
          retryable: false,
        },
      );
    }
  }

  /** Takes away what an earlier import left, beyond what stays. */
  async clear(): Promise<void> {
    this.#bytes = Math.min(this.#bytes, await sizeOf(this.path));
    if (this.#bytes === 0) await rm(this.path, { force: true });
    else await truncate(this.path, this.#bytes);
  }

  /** Closes the file, which stays. */
  async close(): Promise<void> {
    await this.#file?.close();
  }
}

/** The size of a file in bytes; one that was moved away has none. */
async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}

function line({ line, reason, row }: RowError): string {
  return `${line},${csvText(reason)},${csvText(row)}\n`;
}
