import { randomUUID } from 'node:crypto';
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import { type AlertRule, type AlertStanding, type AlertTally, evaluate, Failure, type Firing, messageOf } from '@earshot/core';
import { messageFor } from './message.ts';

/** A notification that is to be sent. */
export interface Notification {
  /** The same at every attempt, so that a receiver knows a repeat. */
  readonly id: string;
  readonly body: string;
  /** How often it has been tried, this attempt included. */
  readonly attempts: number;
}

const TABLES = `
  PRAGMA busy_timeout = 5000;
  PRAGMA synchronous = EXTRA;
  CREATE TABLE IF NOT EXISTS firing (rule TEXT PRIMARY KEY, since INTEGER NOT NULL, calm_since INTEGER) STRICT;
  CREATE TABLE IF NOT EXISTS notification (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL, body TEXT NOT NULL, attempts INTEGER NOT NULL, due INTEGER NOT NULL
  ) STRICT;
`;

/**
 * Remembers in a file which alerts fire and which notifications are still to be sent. A change and its notification are one transaction,
 * so that no end of the process loses one or makes another of it, and several processes that share the file tell each change once.
 */
export class AlertBook {
  readonly #database: DatabaseSync;
  readonly #notify: boolean;

  private constructor(database: DatabaseSync, notify: boolean) {
    this.#database = database;
    this.#notify = notify;
  }

  /** Opens the file, made where it is not there; `notify` says whether changes are to be sent. Fails naming the file. */
  static open(file: string, notify: boolean): AlertBook {
    try {
      const database = new DatabaseSync(file);
      database.exec(TABLES);
      return new AlertBook(database, notify);
    } catch (cause) {
      const advice = 'alerts are remembered there; make it writable, or delete it to begin afresh';
      throw new Failure('unavailable', `${file}: ${messageOf(cause)}; ${advice}`, { cause });
    }
  }

  /** Evaluates a rule at a second, from how it stood before, and notes a change. */
  note(rule: AlertRule, tally: AlertTally, now: number): AlertStanding {
    return this.#together(() => {
      const before = this.#firing(rule.text);
      const standing = evaluate(rule, tally, now, before);
      if (!equal(before, standing.firing)) this.#keep(rule.text, standing.firing);
      const body = messageFor(rule, standing, now, before);
      if (body !== undefined && this.#notify) this.#add(body, now);
      return standing;
    });
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
    return optional(this.#database.prepare('SELECT due FROM notification ORDER BY number LIMIT 1').get()?.['due']);
  }

  /** Has a notification sent again at a second, or later. */
  postpone(id: string, until: number): void {
    this.#database.prepare('UPDATE notification SET due = ? WHERE id = ?').run(until, id);
  }

  /** Forgets a notification. */
  done(id: string): void {
    this.#database.prepare('DELETE FROM notification WHERE id = ?').run(id);
  }

  close(): void {
    this.#database.close();
  }

  #firing(rule: string): Firing | undefined {
    const row = this.#database.prepare('SELECT since, calm_since FROM firing WHERE rule = ?').get(rule);
    if (!row) return undefined;
    const calmSince = optional(row['calm_since']);
    return { since: Number(row['since']), ...(calmSince !== undefined && { calmSince }) };
  }

  #keep(rule: string, firing: Firing | undefined): void {
    if (!firing) this.#database.prepare('DELETE FROM firing WHERE rule = ?').run(rule);
    else
      this.#database.prepare('INSERT OR REPLACE INTO firing VALUES (?, ?, ?)').run(rule, firing.since, firing.calmSince ?? null);
  }

  #add(body: string, now: number): void {
    const add = this.#database.prepare('INSERT INTO notification (id, body, attempts, due) VALUES (?, ?, 0, ?)');
    add.run(`msg_${randomUUID()}`, body, now);
  }

  #together<T>(work: () => T): T {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.#database.exec('COMMIT');
      return result;
    } catch (error) {
      this.#database.exec('ROLLBACK');
      throw error;
    }
  }
}

function equal(a: Firing | undefined, b: Firing | undefined): boolean {
  return a?.since === b?.since && a?.calmSince === b?.calmSince;
}

function optional(value: SQLOutputValue | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
