import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';

/** A notification that is to be sent. */
export interface Notification {
  /** The same at every attempt, so that a receiver knows a repeat. */
  readonly id: string;
  readonly body: string;
  /** How often it has been tried, this attempt included. */
  readonly attempts: number;
}

/** The table of an outbox. */
export const OUTBOX_TABLE = `
  CREATE TABLE IF NOT EXISTS notification (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL, body TEXT NOT NULL, attempts INTEGER NOT NULL, due INTEGER NOT NULL
  ) STRICT;
`;

/** Notifications that are still to be sent, in order; several processes that share the file take turns at the oldest. */
export class Outbox {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Has a text sent from a second on. */
  add(body: string, now: number): void {
    const add = this.#database.prepare('INSERT INTO notification (id, body, attempts, due) VALUES (?, ?, 0, ?)');
    add.run(`msg_${randomUUID()}`, body, now);
  }

  /** The oldest notification, if it is due; nobody else takes it for so many seconds. Later ones wait, so that they arrive in order. */
  take(now: number, forSeconds: number): Notification | undefined {
    const row = this.#database
      .prepare(
        `UPDATE notification SET attempts = attempts + 1, due = ?
         WHERE number = (SELECT min(number) FROM notification) AND due <= ? RETURNING id, body, attempts`,
      )
      .get(now + forSeconds, now);
    return row && { id: String(row['id']), body: String(row['body']), attempts: Number(row['attempts']) };
  }

  /** The second at which the oldest notification is due; nothing where there is none. */
  nextDue(): number | undefined {
    const due = this.#database.prepare('SELECT due FROM notification ORDER BY number LIMIT 1').get()?.['due'];
    return typeof due === 'number' ? due : undefined;
  }

  /** Has a notification sent again at a second, or later. */
  postpone(id: string, until: number): void {
    this.#database.prepare('UPDATE notification SET due = ? WHERE id = ?').run(until, id);
  }

  /** Gives a notification back as if it had not been taken: its attempt was broken off, and is none. */
  giveBack(id: string, now: number): void {
    this.#database.prepare('UPDATE notification SET due = ?, attempts = attempts - 1 WHERE id = ?').run(now, id);
  }

  /** Forgets a notification. */
  done(id: string): void {
    this.#database.prepare('DELETE FROM notification WHERE id = ?').run(id);
  }
}
