import type { Columns } from './columns.ts';
import type { Cells } from './rows.ts';
import type { ImportWatcher } from './watcher.ts';

/** How many names of ignored columns are remembered. */
const MOST = 100;

/** Notices which columns the rows of a file have; in JSON lines each row may have others. */
export class ColumnsSeen {
  readonly #watcher: ImportWatcher;
  readonly #ignored = new Set<string>();
  #last: Columns | undefined;

  constructor(watcher: ImportWatcher) {
    this.#watcher = watcher;
  }

  /** Names of the columns that no field was found for. */
  get ignored(): readonly string[] {
    return [...this.#ignored];
  }

  /** Looks at a row, and gives it back. */
  see(row: Cells): Cells {
    if (row.columns === this.#last) return row;
    if (this.#last === undefined) this.#watcher.found(row.columns);
    this.#last = row.columns;
    for (const name of row.columns.ignored) if (this.#ignored.size < MOST) this.#ignored.add(name);
    return row;
  }
}
