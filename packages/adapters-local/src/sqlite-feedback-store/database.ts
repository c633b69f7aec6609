import { DatabaseSync } from 'node:sqlite';
import { Failure } from '@earshot/core';
import { localFailure } from '../failures.ts';
import { keyOf } from './keys.ts';
import { KEY_OF, statementsFrom, VERSION } from './tables.ts';

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

/** Milliseconds to wait for another process that brings the tables up to date; some ten seconds for a million records. */
const PATIENCE_MS = 120_000;

/**
 * Opens the database file, and makes it where there is none; tables of an older Earshot are brought up to date. What it commits
 * survives the loss of power: write-ahead log, synced at every commit. Fails with a message that names the file when it is no
 * database, cannot be written, or comes from a newer Earshot.
 */
export function openDatabase(file: string): DatabaseSync {
  try {
    return prepared(new DatabaseSync(file), file);
  } catch (error) {
    throw localFailure(error, file);
  }
}

function prepared(database: DatabaseSync, file: string): DatabaseSync {
  try {
    database.exec(`PRAGMA busy_timeout = ${PATIENCE_MS}`);
    makeTables(database, file);
    database.exec(SETTINGS);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** One transaction, so that of several processes one changes the tables, and a process that dies has changed nothing. */
function makeTables(database: DatabaseSync, file: string): void {
  database.function(KEY_OF, (name) => (name === null ? null : keyOf(String(name))));
  database.exec('BEGIN IMMEDIATE');
  const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
  if (version > VERSION) throw newer(file, version);
  database.exec(statementsFrom(version));
  database.exec('COMMIT');
}

function newer(file: string, version: number): Failure {
  const message = `${file}: was written by a newer Earshot (format ${version}, this one knows ${VERSION}); upgrade Earshot or choose another data folder`;
  return new Failure('invalid', message, { issues: [{ field: file, message }] });
}
