import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { Failure, Fields, isObject } from '@earshot/core';
import type { SourceFile } from './source.ts';

/** What has become of the rows so far. */
export interface Counts {
  /** Rows that are stored now and were not before. */
  readonly imported: number;
  /** Rows that an earlier import had stored. */
  readonly alreadyThere: number;
  /** Rows that could not be imported. */
  readonly leftOut: number;
}

/** How far an import has come: everything up to here is stored, or written to the file of errors. */
export interface Progress extends Counts {
  readonly rows: number;
  /** Size of the file of errors, in bytes. */
  readonly errorBytes: number;
}

/** The beginning. */
export const NOTHING_DONE: Progress = { rows: 0, imported: 0, alreadyThere: 0, leftOut: 0, errorBytes: 0 };

/** The file beside the imported one that says how far the import has come. */
export class Checkpoint {
  readonly path: string;
  readonly #source: SourceFile;
  /** The data folder and how the file is read, written out: an import goes on only where and as it began. */
  readonly #settings: string;

  constructor(source: SourceFile, settings: string) {
    this.path = `${source.path}.earshot-progress.json`;
    this.#source = source;
    this.#settings = settings;
  }

  /** Where an interrupted import goes on; nothing where none was interrupted. Fails as `conflict` when file or settings have changed. */
  async read(): Promise<Progress | undefined> {
    const text = await readFile(this.path, 'utf8').catch(() => undefined);
    return text === undefined ? undefined : this.#progress(parsed(text));
  }

  /** Notes how far the import has come: the file is there whole, as before or as now. */
  async write(progress: Progress): Promise<void> {
    const { bytes, modifiedMs } = this.#source;
    const temporary = `${this.path}.tmp`;
    await writeFile(temporary, `${JSON.stringify({ bytes, modifiedMs, settings: this.#settings, ...progress }, null, 2)}\n`);
    await rename(temporary, this.path);
  }

  /** Takes the file away once nothing is left to do. */
  async clear(): Promise<void> {
    await rm(this.path, { force: true });
  }

  #progress(fields: Fields): Progress {
    const count = (name: string) => fields.number(name, 0, Number.MAX_SAFE_INTEGER);
    if (count('bytes') !== this.#source.bytes || count('modifiedMs') !== this.#source.modifiedMs)
      throw new Failure('conflict', `${this.#source.path} has changed since its import was interrupted; ${AGAIN}`);
    if (fields.value('settings') !== this.#settings)
      throw new Failure(
        'conflict',
        `the import was interrupted with other settings (${String(fields.value('settings'))}); ${AGAIN}`,
      );
    return {
      rows: count('rows') ?? 0,
      imported: count('imported') ?? 0,
      alreadyThere: count('alreadyThere') ?? 0,
      leftOut: count('leftOut') ?? 0,
      errorBytes: count('errorBytes') ?? 0,
    };
  }
}

const AGAIN = 'import it without --resume, which adds no row twice';

function parsed(text: string): Fields {
  try {
    const value: unknown = JSON.parse(text);
    return new Fields(isObject(value) ? value : {});
  } catch {
    return new Fields({});
  }
}
