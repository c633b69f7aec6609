import type { DatabaseSync, StatementSync } from 'node:sqlite';
import {
  type Claim,
  type Claimed,
  cursorAt,
  type Day,
  type FeedbackRecord,
  type FeedbackStore,
  type ListQuery,
  type Page,
  type Stored,
} from '@earshot/core';
import { localFailure } from '../failures.ts';
import { allOf, listConditions, NEWEST_FIRST } from './conditions.ts';
import { openDatabase } from './database.ts';
import { GroupCommit } from './group-commit.ts';
import { keyOf, nameOf } from './keys.ts';
import { recordIn } from './record-in.ts';

/** A claim moves into its record: looked for under the id alone it would be in a tree as large, that every record touches once more. */
const INSERT = `
  INSERT INTO record VALUES (?1, ?2, ?3, ?4, ?5, (SELECT digest FROM claim WHERE feedback_id = ?1 AND timestamp = ?2))
  ON CONFLICT DO NOTHING
`;
const END_CLAIM = 'DELETE FROM claim WHERE feedback_id = ? AND timestamp = ?';
/** A record that came without a claim, as `reconcile` restores it from the lake, says itself when it was accepted. */
const CLAIM_RECORD = `
  UPDATE record SET digest = ?2 WHERE feedback_id = ?1 AND digest IS NULL AND NOT EXISTS (SELECT 1 FROM claim WHERE feedback_id = ?1)
`;
const CLAIM = `
  INSERT INTO claim SELECT ?1, ?2, ?3 WHERE NOT EXISTS (SELECT 1 FROM record WHERE feedback_id = ?1 AND digest IS NOT NULL)
  ON CONFLICT DO NOTHING
`;
const SELECT_CLAIM = `
  SELECT timestamp, digest FROM record WHERE feedback_id = ?1 AND digest IS NOT NULL
  UNION ALL SELECT timestamp, digest FROM claim WHERE feedback_id = ?1 LIMIT 1
`;
const SELECT = 'SELECT record FROM record WHERE feedback_id = ?';

/** Opens a store in a database file; fails as `openDatabase` does. */
export function openSqliteStore(file: string): SqliteFeedbackStore {
  return new SqliteFeedbackStore(openDatabase(file), file);
}

/** Keeps records in a SQLite file that several processes of one machine may share. */
export class SqliteFeedbackStore implements FeedbackStore {
  readonly #database: DatabaseSync;
  readonly #file: string;
  readonly #commits: GroupCommit;
  readonly #statements = new Map<string, StatementSync>();

  /** `file` names the database in failures. */
  constructor(database: DatabaseSync, file: string) {
    this.#database = database;
    this.#file = file;
    this.#commits = new GroupCommit(database, file);
  }

  async claim(claim: Claim): Promise<Claimed> {
    const { feedbackId, timestamp } = claim;
    const [key, digest] = [keyOf(feedbackId), keyOf(claim.digest)];
    const standing = await this.#commits.run(() => {
      this.#statement(CLAIM_RECORD).run(key, digest);
      const created = this.#statement(CLAIM).run(key, timestamp, digest).changes === 1;
      return created ? undefined : this.#statement(SELECT_CLAIM).get(key);
    });
    if (standing === undefined) return { claim, created: true };
    return {
      claim: { feedbackId, timestamp: Number(standing['timestamp']), digest: nameOf(standing['digest']) },
      created: false,
    };
  }

  async put(record: FeedbackRecord): Promise<Stored> {
    const { feedbackId, timestamp, customerId, sentiment } = record;
    const [key, json] = [keyOf(feedbackId), JSON.stringify(record)];
    const standing = await this.#commits.run((additions) => {
      const created = this.#statement(INSERT).run(key, timestamp, customerId, sentiment, json).changes === 1;
      if (!created) return this.#statement(SELECT).get(key);
      this.#statement(END_CLAIM).run(key, timestamp);
      additions.count(record);
      return undefined;
    });
    return standing === undefined ? { record, created: true } : { record: recordIn(standing), created: false };
  }

  async get(feedbackId: string): Promise<FeedbackRecord | undefined> {
    const row = this.#reading(() => this.#statement(SELECT).get(keyOf(feedbackId)));
    return row && recordIn(row);
  }

  async list(query: ListQuery): Promise<Page> {
    const { sql, values } = allOf(listConditions(query));
    // One record more than a page, to know whether a page follows.
    const list = `SELECT record FROM record WHERE ${sql} ${NEWEST_FIRST} LIMIT ?`;
    const rows = this.#reading(() => this.#statement(list).all(...values, query.limit + 1));
    const items = rows.slice(0, query.limit).map(recordIn);
    const last = items.at(-1);
    return last && rows.length > items.length ? { items, cursor: cursorAt(last) } : { items };
  }

  /** How many records there are of each sentiment. */
  counts(): Readonly<Record<string, number>> {
    const rows = this.#reading(() =>
      this.#statement('SELECT sentiment, sum(records) AS records FROM tally GROUP BY sentiment').all(),
    );
    return Object.fromEntries(rows.map(({ sentiment, records }) => [String(sentiment), Number(records)]));
  }

  /** The UTC days that have records. */
  days(): Day[] {
    const rows = this.#reading(() => this.#statement("SELECT DISTINCT date(hour, 'unixepoch') AS day FROM tally").all());
    return rows.map(({ day }) => String(day));
  }

  /** Closes the file. Nothing may be under way. */
  close(): void {
    this.#database.close();
  }

  #reading<T>(read: () => T): T {
    try {
      return read();
    } catch (error) {
      throw localFailure(error, this.#file);
    }
  }

  #statement(sql: string): StatementSync {
    const known = this.#statements.get(sql) ?? this.#database.prepare(sql);
    this.#statements.set(sql, known);
    return known;
  }
}
