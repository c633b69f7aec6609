import type { Progress } from '../importing/checkpoint.ts';
import type { Columns } from '../importing/columns.ts';
import type { ImportResult } from '../importing/import-file.ts';
import type { RowError } from '../importing/row-errors.ts';
import type { ImportWatcher } from '../importing/watcher.ts';
import { wordsForThePage } from './words-for-the-page.ts';

/** What became of the rows that were read so far. */
interface Counts {
  readonly read: number;
  readonly added: number;
  readonly present: number;
  readonly refused: number;
  /** The columns of the first row that are taken. */
  readonly taken: readonly TakenColumn[];
}

/** A column of the file, and the field that it is taken as. */
export interface TakenColumn {
  readonly column: string;
  readonly field: string;
}

/** How far an import has come. */
export interface ImportProgress extends Counts {
  /** How much of the file is done, 0 to 1. */
  readonly share: number;
}

/** What an import has done. */
export interface ImportSummary extends Counts, Pick<ImportResult, 'complete' | 'ignored'> {
  /** The first rows that were refused. */
  readonly errors: readonly RowError[];
  readonly seconds: number;
}

/** A line of the answer; the last says how the import ended. */
export type ImportLine = ImportProgress | { readonly done: ImportSummary } | { readonly error: string; readonly code: string };

/** Refused rows that the last line lists; whoever has more of them has to look at the file anyway. */
const MOST_ERRORS = 1_000;

/** Characters that are given of a refused row. */
const EXCERPT = 2_000;

/** Writes what an import does as lines of JSON. */
export class ImportLines implements ImportWatcher {
  readonly #controller: ReadableStreamDefaultController<Uint8Array>;
  readonly #encoder = new TextEncoder();
  readonly #began = performance.now();
  readonly #errors: RowError[] = [];
  #taken: readonly TakenColumn[] = [];

  constructor(controller: ReadableStreamDefaultController<Uint8Array>) {
    this.#controller = controller;
  }

  found({ taken, metadata }: Columns): void {
    const fields = [...taken].map(([field, { name }]) => ({ column: name, field }));
    const entries = metadata.map(({ name }) => `metadata.${name}`);
    this.#taken = [...fields, ...entries.map((name) => ({ column: name, field: name }))];
  }

  cannotResume(): void {}

  moved(progress: Progress, bytes: number, ofBytes: number): void {
    this.#write({ ...this.#counts(progress), share: ofBytes === 0 ? 1 : bytes / ofBytes });
  }

  leftOut(errors: readonly RowError[]): void {
    const room = MOST_ERRORS - this.#errors.length;
    const shown = errors.slice(0, room).map(({ line, reason, row }) => {
      return { line, reason: wordsForThePage(reason), row: row.slice(0, EXCERPT) };
    });
    this.#errors.push(...shown);
  }

  /** Writes the last line of an import that came to its end, or was stopped. */
  done({ complete, ignored, ...progress }: ImportResult): void {
    const seconds = Math.round(performance.now() - this.#began) / 1000;
    this.#write({ done: { ...this.#counts(progress), complete, ignored, errors: this.#errors, seconds } });
  }

  /** Writes the last line of an import that failed. */
  failed(error: string, code: string): void {
    this.#write({ error, code });
  }

  /** Ends the answer; it may have been ended by whoever it was for. */
  close(): void {
    this.#quietly(() => this.#controller.close());
  }

  #counts({ rows, imported, alreadyThere, leftOut }: Progress): Counts {
    return { read: rows, added: imported, present: alreadyThere, refused: leftOut, taken: this.#taken };
  }

  #write(line: ImportLine): void {
    this.#quietly(() => this.#controller.enqueue(this.#encoder.encode(`${JSON.stringify(line)}\n`)));
  }

  #quietly(work: () => void): void {
    try {
      work();
    } catch {
      // Nobody reads any more; the import stops by itself.
    }
  }
}
