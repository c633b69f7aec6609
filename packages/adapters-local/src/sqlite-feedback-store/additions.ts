import type { DatabaseSync } from 'node:sqlite';
import type { FeedbackRecord } from '@earshot/core';
import { floor } from './statistics.ts';

/** One line of the tally, and by how much it grows. */
interface Addition {
  readonly values: readonly [hour: number, source: string, language: string, sentiment: string];
  records: number;
}

const ADD = `
  INSERT INTO tally VALUES (?, ?, ?, ?, ?)
  ON CONFLICT DO UPDATE SET records = records + excluded.records
`;

/** Counts the records that a transaction adds, so that the tally grows once for all of them; a trigger for each row took longer. */
export class Additions {
  readonly #lines = new Map<string, Addition>();

  /** Counts a record that is new. */
  count({ timestamp, source = '', language, sentiment }: FeedbackRecord): void {
    const values = [floor(timestamp), source, language, sentiment] as const;
    const name = values.join('\0');
    const line = this.#lines.get(name);
    if (line) line.records += 1;
    else this.#lines.set(name, { values, records: 1 });
  }

  /** Adds to the tally, in the transaction that is open. */
  write(database: DatabaseSync): void {
    if (this.#lines.size === 0) return;
    const add = database.prepare(ADD);
    for (const { values, records } of this.#lines.values()) add.run(...values, records);
  }
}
