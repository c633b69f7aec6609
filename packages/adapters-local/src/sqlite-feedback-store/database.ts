import { DatabaseSync } from 'node:sqlite';
import { Failure } from '@earshot/core';
import { localFailure } from '../failures.ts';

/** The version of the tables below, kept in the file; a file with a greater one was written by a newer Earshot. */
const VERSION = 1;

/**
 * A checkpoint every 32 MB and a cache of 32 MB: an import writes ids in random order, so that nearly every row touches a page of its own, and
 * copying pages back more seldom saved a third of its processor time.
 */
const SETTINGS = `
  PRAGMA busy_timeout = 5000;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA wal_autocheckpoint = 8000;
  PRAGMA cache_size = -32000;
`;

/** `tally` is kept by a trigger, so that counting a million records reads five rows. */
const TABLES = `
  CREATE TABLE feedback (
    feedback_id TEXT NOT NULL PRIMARY KEY,
    timestamp INTEGER NOT NULL,
    customer_id TEXT NOT NULL,
    sentiment TEXT NOT NULL,
    record TEXT NOT NULL
  ) STRICT;
  CREATE INDEX feedback_by_time ON feedback (timestamp, feedback_id);
  CREATE INDEX feedback_by_customer ON feedback (customer_id, timestamp, feedback_id);
  CREATE INDEX feedback_by_sentiment ON feedback (sentiment, timestamp, feedback_id);
  CREATE TABLE claim (
    feedback_id TEXT NOT NULL PRIMARY KEY,
    timestamp INTEGER NOT NULL,
    digest TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE tally (sentiment TEXT NOT NULL PRIMARY KEY, records INTEGER NOT NULL) STRICT;
  CREATE TRIGGER feedback_tally AFTER INSERT ON feedback BEGIN
    INSERT INTO tally VALUES (new.sentiment, 1) ON CONFLICT DO UPDATE SET records = records + 1;
  END;
  PRAGMA user_version = ${VERSION};
`;

/**
 * Opens the database file, and makes it where there is none. What it commits survives the loss of power: write-ahead log, synced at
 * every commit. Fails with a message that names the file when it is no database, cannot be written, or comes from a newer Earshot.
 */
export function openDatabase(file: string): DatabaseSync {
  try {
    const database = new DatabaseSync(file);
    database.exec(SETTINGS);
    makeTables(database, file);
    return database;
  } catch (error) {
    throw localFailure(error, file);
  }
}

function makeTables(database: DatabaseSync, file: string): void {
  database.exec('BEGIN IMMEDIATE');
  const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
  if (version === 0) database.exec(TABLES);
  database.exec('COMMIT');
  if (version <= VERSION) return;
  database.close();
  const message = `${file}: was written by a newer Earshot (format ${version}, this one knows ${VERSION}); upgrade Earshot or choose another data folder`;
  throw new Failure('invalid', message, { issues: [{ field: file, message }] });
}
