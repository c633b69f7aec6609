import type { Progress } from './checkpoint.ts';
import type { Columns } from './columns.ts';
import type { RowError } from './row-errors.ts';

/** Is told what happens while it happens. */
export interface ImportWatcher {
  /** The columns that the first row has. */
  found(columns: Columns): void;
  /** So much is done; bytes are those of the file. */
  moved(progress: Progress, bytes: number, ofBytes: number): void;
  /** These rows cannot be imported. */
  leftOut(errors: readonly RowError[]): void;
  /** The import goes on, but could not be resumed after an interruption. */
  cannotResume(path: string): void;
}
