import { DatabaseSync } from 'node:sqlite';
import { isDeepStrictEqual } from 'node:util';
import {
  type AlertRule,
  type AlertStanding,
  type AlertTally,
  calmSeconds,
  evaluate,
  Failure,
  type Firing,
  messageOf,
} from '@earshot/core';
import { messageFor } from './message.ts';
import { OUTBOX_TABLE, Outbox } from './outbox.ts';

const TABLES = `
  PRAGMA busy_timeout = 5000;
  PRAGMA synchronous = EXTRA;
  CREATE TABLE IF NOT EXISTS alert (
    rule TEXT PRIMARY KEY, since INTEGER NOT NULL, calm_since INTEGER, told INTEGER NOT NULL, lapses INTEGER NOT NULL
  ) STRICT;
  ${OUTBOX_TABLE}
`;

/** An alert that fires, as it is remembered. */
interface Kept {
  readonly firing: Firing;
  /** Whether its beginning is told, or will be. */
  readonly told: boolean;
  /** The second until which it stands though nobody evaluates its rule. */
  readonly lapses: number;
}

/**
 * Remembers in a file which alerts fire and which notifications are still to be sent. A change and its notification are one transaction,
 * so that no end of the process loses one or makes another of it, and several processes that share the file tell each change once.
 */
export class AlertBook {
  readonly outbox: Outbox;
  readonly #database: DatabaseSync;
  readonly #notify: boolean;

  private constructor(database: DatabaseSync, notify: boolean) {
    this.outbox = new Outbox(database);
    this.#database = database;
    this.#notify = notify;
  }

  /** Opens the file, made where it is not there; `notify` says whether beginnings are to be told. Fails naming the file. */
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

  /**
   * Evaluates a rule at a second, from how it stood before, and notes a change. A beginning that was noted where nobody is told is told by
   * the first who can, while the rule is true; the end is told of whatever was told to begin.
   */
  note(rule: AlertRule, tally: AlertTally, now: number): AlertStanding {
    return this.#together(() => {
      const before = this.#kept(rule.text);
      const standing = evaluate(rule, tally, now, before?.firing);
      if (standing.firing) this.#fires(rule, standing, standing.firing, now, before);
      else if (before) this.#ends(rule, standing, now, before);
      return standing;
    });
  }

  /**
   * The rules of alerts that nobody has evaluated for longer than they look back and must be calm, as the rule was taken out or nothing ran:
   * what made them fire has passed.
   */
  lapsed(now: number): readonly string[] {
    const rows = this.#database.prepare('SELECT rule FROM alert WHERE lapses < ? ORDER BY rule').all(now);
    return rows.map(({ rule }) => String(rule));
  }

  /** Ends an alert that has lapsed, whether or not its rule is true now; does nothing where somebody has evaluated it meanwhile. */
  endLapsed(rule: AlertRule, tally: AlertTally, now: number): void {
    this.#together(() => {
      const before = this.#kept(rule.text);
      if (before && before.lapses < now) this.#ends(rule, evaluate(rule, tally, now), now, before);
    });
  }

  close(): void {
    this.#database.close();
  }

  #fires(rule: AlertRule, standing: AlertStanding, firing: Firing, now: number, before: Kept | undefined): void {
    const telling = this.#notify && !before?.told && firing.calmSince === undefined;
    if (telling) this.outbox.add(messageFor('firing', rule, standing, firing.since, now), now);
    const kept = { firing, told: telling || before?.told === true, lapses: lapsesAt(rule, now) };
    if (!isDeepStrictEqual(kept, before)) this.#keep(rule, kept);
  }

  #ends(rule: AlertRule, standing: AlertStanding, now: number, { firing, told }: Kept): void {
    this.#database.prepare('DELETE FROM alert WHERE rule = ?').run(rule.text);
    if (told) this.outbox.add(messageFor('resolved', rule, standing, firing.since, now), now);
  }

  #kept(rule: string): Kept | undefined {
    const row = this.#database.prepare('SELECT since, calm_since, told, lapses FROM alert WHERE rule = ?').get(rule);
    if (!row) return undefined;
    const { calm_since: calmSince } = row;
    const firing = { since: Number(row['since']), ...(typeof calmSince === 'number' && { calmSince }) };
    return { firing, told: row['told'] === 1, lapses: Number(row['lapses']) };
  }

  #keep({ text }: AlertRule, { firing: { since, calmSince }, told, lapses }: Kept): void {
    const keep = this.#database.prepare('INSERT OR REPLACE INTO alert VALUES (?, ?, ?, ?, ?)');
    keep.run(text, since, calmSince ?? null, Number(told), lapses);
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

/** Rounded up, so that an alert that merely goes on is written down once in its time of calm. */
function lapsesAt(rule: AlertRule, now: number): number {
  const calm = calmSeconds(rule);
  return (Math.floor((now + rule.seconds) / calm) + 2) * calm;
}
