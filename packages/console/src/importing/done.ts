import type { Checkpoint, Progress } from './checkpoint.ts';
import type { Kept } from './keep.ts';
import type { RowErrors } from './row-errors.ts';
import type { ImportWatcher } from './watcher.ts';

/** Milliseconds between two notes of how far the import has come. */
const NOTE_EVERY = 1_000;

/** Adds up what is done, and notes it beside the file now and then. */
export class Done {
  readonly #errors: RowErrors;
  readonly #checkpoint: Checkpoint;
  readonly #watcher: ImportWatcher;
  #progress: Progress;
  #notedAt = Number.NEGATIVE_INFINITY;
  #canNote = true;

  constructor(start: Progress, errors: RowErrors, checkpoint: Checkpoint, watcher: ImportWatcher) {
    this.#progress = start;
    this.#errors = errors;
    this.#checkpoint = checkpoint;
    this.#watcher = watcher;
  }

  /** What is done. */
  get progress(): Progress {
    return this.#progress;
  }

  /** Adds a batch that is stored. */
  async add({ rows, imported, alreadyThere, errors }: Kept): Promise<void> {
    await this.#errors.add(errors);
    this.#watcher.leftOut(errors);
    const before = this.#progress;
    this.#progress = {
      rows: before.rows + rows,
      imported: before.imported + imported,
      alreadyThere: before.alreadyThere + alreadyThere,
      leftOut: before.leftOut + errors.length,
      errorBytes: this.#errors.bytes,
    };
    if (performance.now() - this.#notedAt > NOTE_EVERY) await this.note();
  }

  /** Writes the note, from which the import can be resumed; does without where it cannot be written, and says so once. */
  async note(): Promise<void> {
    this.#notedAt = performance.now();
    if (!this.#canNote) return;
    try {
      await this.#checkpoint.write(this.#progress);
    } catch {
      this.#canNote = false;
      this.#watcher.cannotResume(this.#checkpoint.path);
    }
  }
}
