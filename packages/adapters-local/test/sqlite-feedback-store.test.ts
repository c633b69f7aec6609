import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sampleRecord } from '@earshot/core/conformance';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openDatabase } from '../src/sqlite-feedback-store/database.ts';
import { openSqliteStore, SqliteFeedbackStore } from '../src/sqlite-feedback-store/sqlite-feedback-store.ts';
import { temporaryFolder } from './subjects.ts';

let folder: string;
let file: string;
let dispose: () => Promise<void>;

beforeEach(async () => {
  ({ folder, dispose } = await temporaryFolder());
  file = join(folder, 'feedback.sqlite');
});
afterEach(() => dispose());

describe('opening a database', () => {
  it('refuses one from a newer Earshot and says so, leaving it as it was', async () => {
    openDatabase(file).exec('PRAGMA user_version = 7');
    expect(() => openSqliteStore(file)).toThrow(`${file}: was written by a newer Earshot (format 7, this one knows 3)`);
    expect(new DatabaseSync(file).prepare('PRAGMA user_version').get()).toEqual({ user_version: 7 });
  });

  it('names a file that is no database', async () => {
    await writeFile(
      file,
      'this is a text file, and not a short one either, so that it cannot be an empty database at all\n'.repeat(20),
    );
    expect(() => openSqliteStore(file)).toThrow(file);
  });

  it('syncs every commit to the disk', () => {
    const database = openDatabase(file);
    expect(database.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 });
    expect(database.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
  });
});

describe('a commit', () => {
  it('is shared by the writes of one turn', async () => {
    const database = openDatabase(file);
    const commits = watchCommits(database);
    const store = new SqliteFeedbackStore(database, file);
    await Promise.all(Array.from({ length: 100 }, () => store.put(sampleRecord())));
    expect(commits()).toBe(1);
  });

  it('that fails fails all its writes and leaves nothing of them, and the next one works', async () => {
    const database = openDatabase(file);
    const store = new SqliteFeedbackStore(database, file);
    const records = [sampleRecord(), sampleRecord()];
    database.exec('PRAGMA max_page_count = 1');
    const big = records.map((record) => store.put({ ...record, feedbackText: 'x'.repeat(50_000) }));
    const outcomes = await Promise.allSettled(big);
    expect(outcomes).toMatchObject(Array(2).fill({ status: 'rejected', reason: { kind: 'unavailable', retryable: true } }));
    database.exec('PRAGMA max_page_count = 100000');
    expect(await Promise.all(records.map((record) => store.put(record)))).toMatchObject([{ created: true }, { created: true }]);
  });

  it('is refused as denied where the database cannot be written', async () => {
    const database = openDatabase(file);
    database.exec('PRAGMA query_only = ON');
    await expect(new SqliteFeedbackStore(database, file).put(sampleRecord())).rejects.toMatchObject({
      kind: 'denied',
      message: expect.stringContaining(file),
    });
  });
});

describe('two stores on one file', () => {
  it('see each other’s records and agree on who was first', async () => {
    const [one, two] = [openSqliteStore(file), openSqliteStore(file)];
    const records = Array.from({ length: 50 }, () => sampleRecord());
    const answers = await Promise.all(records.flatMap((record) => [one.put(record), two.put({ ...record, sentiment: 'MIXED' })]));
    expect(answers.filter(({ created }) => created)).toHaveLength(50);
    expect((await one.list({ limit: 100 })).items).toEqual((await two.list({ limit: 100 })).items);
    expect(one.counts()).toEqual(two.counts());
  });
});

describe('a claim', () => {
  it('moves into its record, and stands there as it did', async () => {
    const database = openDatabase(file);
    const store = new SqliteFeedbackStore(database, file);
    const [record, other] = [sampleRecord(), sampleRecord()];
    const claims = [record, other].map(({ feedbackId, timestamp }) => ({ feedbackId, timestamp, digest: feedbackId }));
    await Promise.all(claims.map((claim) => store.claim(claim)));
    await Promise.all([store.put(record), store.put({ ...other, timestamp: other.timestamp + 1 })]);
    for (const claim of claims)
      expect(await store.claim({ ...claim, timestamp: 1, digest: 'another' })).toEqual({ claim, created: false });
    expect(database.prepare('SELECT count(*) AS waiting FROM claim').get()).toEqual({ waiting: 1 });
  });

  it('of a record that came without one is that record’s at once, and none is left over', async () => {
    const database = openDatabase(file);
    const store = new SqliteFeedbackStore(database, file);
    const record = sampleRecord();
    const { feedbackId, timestamp } = record;
    await store.put(record);
    const claim = { feedbackId, timestamp, digest: feedbackId };
    expect(await store.claim({ ...claim, timestamp: timestamp + 9 })).toEqual({ claim, created: false });
    expect(await store.claim({ ...claim, digest: 'another' })).toEqual({ claim, created: false });
    expect(database.prepare('SELECT count(*) AS waiting FROM claim').get()).toEqual({ waiting: 0 });
  });
});

describe('counts', () => {
  it('count each record once, by sentiment', async () => {
    const store = openSqliteStore(file);
    const twice = sampleRecord();
    for (const record of [twice, twice, sampleRecord(), sampleRecord({ sentiment: 'NEGATIVE' })]) await store.put(record);
    expect(store.counts()).toEqual({ POSITIVE: 2, NEGATIVE: 1 });
  });
});

/** Counts the transactions that a database commits. */
function watchCommits(database: DatabaseSync): () => number {
  const exec = database.exec.bind(database);
  let commits = 0;
  database.exec = (sql) => {
    if (sql === 'COMMIT') commits += 1;
    exec(sql);
  };
  return () => commits;
}
