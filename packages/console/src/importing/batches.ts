import { Failure, type ImportEntry, isFailure } from '@earshot/core';
import type { RowError } from './row-errors.ts';
import type { Cells, Located, Row } from './rows.ts';

/** Rows that are imported together: those fit for it, and those that are not. */
export interface Batch {
  readonly located: readonly Located[];
  /** As many as are located, in their order. */
  readonly entries: readonly ImportEntry[];
  readonly errors: readonly RowError[];
  /** Number of all its rows. */
  readonly rows: number;
}

/** Rows in a batch: one lake object a day and batch, so not too few; all of them are in memory, so not too many. */
const BATCH_ROWS = 1_000;

/** Gathers rows to batches, until there are no more or `stop` says so. The first `skip` rows are looked at and left out. */
export async function* inBatches(
  blocks: AsyncIterable<readonly Row[]>,
  skip: number,
  toEntry: (row: Cells) => ImportEntry,
  stop: AbortSignal,
): AsyncGenerator<Batch> {
  const gathering = new Gathering(skip, toEntry);
  for await (const rows of blocks) {
    for (const batch of gathering.add(rows)) {
      yield batch;
      if (stop.aborted) return;
    }
    if (stop.aborted) return;
  }
  yield* gathering.rest();
}

/** Where rows wait until they are enough. */
class Gathering {
  readonly #toEntry: (row: Cells) => ImportEntry;
  #toSkip: number;
  #batch = new GrowingBatch();

  constructor(skip: number, toEntry: (row: Cells) => ImportEntry) {
    this.#toSkip = skip;
    this.#toEntry = toEntry;
  }

  *add(rows: readonly Row[]): Generator<Batch> {
    for (const row of rows) {
      this.#batch.add(row, this.#toEntry);
      this.#toSkip -= 1;
      if (this.#toSkip >= 0) this.#batch = new GrowingBatch();
      if (this.#batch.rows === BATCH_ROWS) yield* this.rest();
    }
  }

  *rest(): Generator<Batch> {
    if (this.#batch.rows > 0) yield this.#batch;
    this.#batch = new GrowingBatch();
  }
}

class GrowingBatch implements Batch {
  readonly located: Located[] = [];
  readonly entries: ImportEntry[] = [];
  readonly errors: RowError[] = [];

  get rows(): number {
    return this.entries.length + this.errors.length;
  }

  add(row: Row, toEntry: (row: Cells) => ImportEntry): void {
    try {
      if ('problem' in row) throw new Failure('invalid', row.problem);
      this.entries.push(toEntry(row));
      this.located.push(row);
    } catch (error) {
      if (!isFailure(error) || error.kind !== 'invalid') throw error;
      this.errors.push({ line: row.line, reason: error.message, row: row.text });
    }
  }
}
