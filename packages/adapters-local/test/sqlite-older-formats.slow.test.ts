import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import type { Claim, FeedbackRecord } from '@earshot/core';
import { richRecord, sampleRecord } from '@earshot/core/conformance';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FeedbackReader } from '../src/sqlite-feedback-store/feedback-reader.ts';
import { openSqliteStore, type SqliteFeedbackStore } from '../src/sqlite-feedback-store/sqlite-feedback-store.ts';
import { oldDatabase, oldInsert, oldRow } from './old-databases.ts';
import { temporaryFolder } from './subjects.ts';

const run = promisify(execFile);
const NOON = Date.UTC(2026, 2, 1, 12) / 1000;
const FORMATS = [1, 2] as const;
const STORE = JSON.stringify(join(import.meta.dirname, '../src/sqlite-feedback-store/sqlite-feedback-store.ts'));

/** Opens the store of a file and prints how many records it has; with a number, it is killed at that id while ids are brought up to date. */
const OPEN = `
  import { DatabaseSync } from 'node:sqlite';
  const [file, killedAt] = process.argv.slice(1);
  const add = DatabaseSync.prototype.function;
  let calls = 0;
  DatabaseSync.prototype.function = function (name, work) {
    add.call(this, name, (value) => {
      calls += 1;
      if (calls === Number(killedAt)) process.kill(process.pid, 'SIGKILL');
      return work(value);
    });
  };
  const { openSqliteStore } = await import(${STORE});
  const counts = openSqliteStore(file).counts();
  console.log(Object.values(counts).reduce((sum, count) => sum + count, 0));
`;

/** Opens a store in a process of its own; gives what it prints. */
async function openElsewhere(file: string, killedAt = 0): Promise<string> {
  const options = ['--conditions=@earshot/source', '--disable-warning=ExperimentalWarning', '--input-type=module', '-e', OPEN];
  const { stdout } = await run(process.execPath, [...options, file, String(killedAt)]);
  return stdout.trim();
}

const RECORDS: readonly FeedbackRecord[] = [
  richRecord({ lakeKey: 'feedback/year=2026/month=03/day=01/batch.jsonl' }),
  sampleRecord({ timestamp: NOON - 1 }),
  sampleRecord({ sentiment: 'NEGATIVE', source: 'web' }),
  sampleRecord({ feedbackId: 'no UUID', sentiment: 'NEGATIVE', source: 'web' }),
  ...Array.from({ length: 300 }, (_, i) => sampleRecord({ timestamp: NOON + i * 60, language: i % 2 ? 'en' : 'de' })),
];

const claimOf = ({ feedbackId, timestamp }: FeedbackRecord): Claim => ({ feedbackId, timestamp, digest: randomUUID() });

/** Claims of records, one with a digest that is no UUID, and some whose records are not there. */
const CLAIMS: readonly Claim[] = [
  ...RECORDS.slice(0, 200).map(claimOf),
  { ...claimOf(sampleRecord()), digest: 'no UUID' },
  claimOf(sampleRecord({ timestamp: NOON + 7 })),
];

let file: string;
let dispose: () => Promise<void>;

beforeEach(async () => {
  const temporary = await temporaryFolder();
  file = join(temporary.folder, 'feedback.sqlite');
  dispose = temporary.dispose;
});
afterEach(() => dispose());

async function expectAll(store: SqliteFeedbackStore): Promise<void> {
  for (const record of RECORDS) expect(await store.get(record.feedbackId)).toEqual(record);
  const { items } = await store.list({ limit: 1_000 });
  expect(items.map(({ feedbackId }) => feedbackId).sort()).toEqual(RECORDS.map(({ feedbackId }) => feedbackId).sort());
  expect(store.counts()).toEqual({ POSITIVE: RECORDS.length - 2, NEGATIVE: 2 });
  for (const claim of CLAIMS) {
    const again = await store.claim({ ...claim, timestamp: 1, digest: randomUUID() });
    expect(again).toEqual({ claim, created: false });
  }
}

describe.each(FORMATS)('a database of format %i', (format) => {
  it('keeps every record and claim when it is opened, and counts as the records say', async () => {
    oldDatabase(file, format, RECORDS, CLAIMS).close();
    await expectAll(openSqliteStore(file));
    const again = openSqliteStore(file);
    await expectAll(again);
    for (const claim of RECORDS.slice(200).map(claimOf)) expect(await again.claim(claim)).toEqual({ claim, created: false });
    const reader = new FeedbackReader(file);
    const rows = await reader.statistics({ by: ['language', 'source'], sentiment: 'NEGATIVE' });
    expect(rows).toEqual([{ language: 'en', source: 'web', count: 2 }]);
    await reader.close();
  });

  it('that is not empty takes new records and counts them', async () => {
    oldDatabase(file, format, RECORDS, CLAIMS).close();
    const store = openSqliteStore(file);
    await store.put(sampleRecord({ sentiment: 'MIXED' }));
    expect(await store.put({ ...sampleRecord(), feedbackId: 'no UUID' })).toMatchObject({ created: false });
    expect(store.counts()).toEqual({ POSITIVE: RECORDS.length - 2, NEGATIVE: 2, MIXED: 1 });
  });

  it.each([1, 300, 612])('is as it was when the process is killed at its %ith id, and opens the next time', async (id) => {
    oldDatabase(file, format, RECORDS, CLAIMS).close();
    await expect(openElsewhere(file, id)).rejects.toMatchObject({ signal: 'SIGKILL' });
    const database = new DatabaseSync(file);
    expect(database.prepare('PRAGMA user_version').get()).toEqual({ user_version: format });
    database.close();
    await expectAll(openSqliteStore(file));
  });

  it('may be opened by several processes at once', async () => {
    const many = Array.from({ length: 20_000 }, () => sampleRecord());
    oldDatabase(file, format, many, many.map(claimOf)).close();
    expect(await Promise.all([openElsewhere(file), openElsewhere(file), openElsewhere(file)])).toEqual(Array(3).fill('20000'));
  });

  it('takes nothing more from a process of that version, which would not count it', async () => {
    const old = oldDatabase(file, format, RECORDS, CLAIMS);
    const insert = old.prepare(oldInsert(format));
    const store = openSqliteStore(file);
    expect(() => insert.run(...oldRow(sampleRecord()))).toThrow();
    await expectAll(store);
  });
});
