import { DatabaseSync } from 'node:sqlite';
import type { Claim, FeedbackRecord } from '@earshot/core';

const RECORDS_OF_1 = (table: string) => `
  CREATE TABLE ${table} (
    feedback_id TEXT NOT NULL PRIMARY KEY,
    timestamp INTEGER NOT NULL,
    customer_id TEXT NOT NULL,
    sentiment TEXT NOT NULL,
    record TEXT NOT NULL
  ) STRICT;
  CREATE INDEX feedback_by_time ON ${table} (timestamp, feedback_id);
  CREATE INDEX feedback_by_customer ON ${table} (customer_id, timestamp, feedback_id);
  CREATE INDEX feedback_by_sentiment ON ${table} (sentiment, timestamp, feedback_id);
  CREATE TABLE claim (
    feedback_id TEXT NOT NULL PRIMARY KEY,
    timestamp INTEGER NOT NULL,
    digest TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
`;

/** The tables of the formats before today's, as those versions of Earshot made them. */
const TABLES = {
  1: `
    ${RECORDS_OF_1('feedback')}
    CREATE TABLE tally (sentiment TEXT NOT NULL PRIMARY KEY, records INTEGER NOT NULL) STRICT;
    CREATE TRIGGER feedback_tally AFTER INSERT ON feedback BEGIN
      INSERT INTO tally VALUES (new.sentiment, 1) ON CONFLICT DO UPDATE SET records = records + 1;
    END;
    PRAGMA user_version = 1;
  `,
  2: `
    ${RECORDS_OF_1('record')}
    CREATE TABLE tally (
      hour INTEGER NOT NULL,
      source TEXT NOT NULL,
      language TEXT NOT NULL,
      sentiment TEXT NOT NULL,
      records INTEGER NOT NULL,
      PRIMARY KEY (hour, source, language, sentiment)
    ) STRICT, WITHOUT ROWID;
    PRAGMA user_version = 2;
  `,
} as const;

/** The table that records lie in. */
const TABLE = { 1: 'feedback', 2: 'record' } as const;

/** An insert as a process of that version does it. */
export function oldInsert(version: 1 | 2): string {
  return `INSERT INTO ${TABLE[version]} VALUES (?, ?, ?, ?, ?)`;
}

/** Makes a database of an older format; gives its connection. The tally of format 2 is left empty, as today's is made from the records. */
export function oldDatabase(
  file: string,
  version: 1 | 2,
  records: readonly FeedbackRecord[],
  claims: readonly Claim[],
): DatabaseSync {
  const database = new DatabaseSync(file);
  database.exec(`PRAGMA journal_mode = WAL; BEGIN; ${TABLES[version]}`);
  const insert = database.prepare(oldInsert(version));
  for (const record of records) insert.run(...oldRow(record));
  const claim = database.prepare('INSERT INTO claim VALUES (?, ?, ?)');
  for (const { feedbackId, timestamp, digest } of claims) claim.run(feedbackId, timestamp, digest);
  database.exec('COMMIT');
  return database;
}

/** A record as a row of both older formats. */
export function oldRow(record: FeedbackRecord): readonly [string, number, string, string, string] {
  return [record.feedbackId, record.timestamp, record.customerId, record.sentiment, JSON.stringify(record)];
}
