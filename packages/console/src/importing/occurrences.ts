import { DatabaseSync, type StatementSync } from 'node:sqlite';

/**
 * Counts how often each UUID came. It keeps them in a temporary SQLite file, which SQLite itself takes away, so that memory stays
 * bounded with millions of them.
 */
export class Occurrences {
  readonly #database: DatabaseSync;
  readonly #add: StatementSync;
  readonly #addAgain: StatementSync;

  private constructor(database: DatabaseSync) {
    this.#database = database;
    this.#add = database.prepare('INSERT INTO seen VALUES (?, 1) ON CONFLICT DO NOTHING');
    this.#addAgain = database.prepare('UPDATE seen SET times = times + 1 WHERE name = ? RETURNING times');
  }

  /** Starts counting. */
  static open(): Occurrences {
    const database = new DatabaseSync('');
    database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -8000');
    database.exec('CREATE TABLE seen (name BLOB PRIMARY KEY, times INTEGER NOT NULL) WITHOUT ROWID; BEGIN');
    return new Occurrences(database);
  }

  /** Counts one more of a UUID; gives how many there are now. Most come once, so that is tried first, which is twice as fast. */
  count(uuid: string): number {
    const bytes = Buffer.from(uuid.replaceAll('-', ''), 'hex');
    if (this.#add.run(bytes).changes === 1) return 1;
    return Number(this.#addAgain.get(bytes)?.['times']);
  }

  /** Forgets everything. */
  close(): void {
    this.#database.close();
  }
}
