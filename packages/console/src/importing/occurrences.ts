import { DatabaseSync, type StatementSync } from 'node:sqlite';

/**
 * Counts how often each name came. It keeps them in a temporary SQLite file, which SQLite itself takes away, so that memory stays
 * bounded with millions of names.
 */
export class Occurrences {
  readonly #database: DatabaseSync;
  readonly #add: StatementSync;

  private constructor(database: DatabaseSync, add: StatementSync) {
    this.#database = database;
    this.#add = add;
  }

  /** Starts counting. */
  static open(): Occurrences {
    const database = new DatabaseSync('');
    database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -32000');
    database.exec('CREATE TABLE seen (name TEXT PRIMARY KEY, times INTEGER NOT NULL) WITHOUT ROWID; BEGIN');
    const add = 'INSERT INTO seen VALUES (?, 1) ON CONFLICT DO UPDATE SET times = times + 1 RETURNING times';
    return new Occurrences(database, database.prepare(add));
  }

  /** Counts one more of a name; gives how many there are now. */
  count(name: string): number {
    return Number(this.#add.get(name)?.['times']);
  }

  /** Forgets everything. */
  close(): void {
    this.#database.close();
  }
}
