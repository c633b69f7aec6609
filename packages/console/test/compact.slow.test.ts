import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { CompactedDay, FileFeedbackLake, openEmbedded } from '@earshot/adapters-local';
import {
  type Day,
  dayOf,
  dayPrefix,
  type FeedbackLake,
  type FeedbackRecord,
  lakeKeyOf,
  lakeLine,
  reconcile,
} from '@earshot/core';
import { type LakeSubject, lakeSuite, richRecord, sampleRecord } from '@earshot/core/conformance';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { age, compactAll, compactionOf, LATER, rowsInSql, rowsRead, rowText, temporaryLake } from './support/compacting.ts';
import { earshot, start } from './support/earshot.ts';

const NOW = Math.floor(Date.now() / 1000);
const DAY: Day = dayOf(sampleRecord().timestamp);
const BATCH = `${dayPrefix(DAY)}11111111-1111-8111-8111-111111111111.jsonl`;

/** Records that are hard to keep, in objects of their own and in a batch's. */
const RECORDS: readonly FeedbackRecord[] = [
  richRecord(),
  richRecord({ lakeKey: BATCH, feedbackText: '\uFEFFa mark at the start', metadata: {} }),
  sampleRecord({ lakeKey: BATCH, feedbackText: 'x'.repeat(100_000), rating: 0, source: '' }),
  sampleRecord({ lakeKey: BATCH, timestamp: sampleRecord().timestamp - 1, sentiment: 'UNKNOWN', customerId: '"; DROP' }),
  sampleRecord({ timestamp: sampleRecord().timestamp + 1, language: 'pt-BR' }),
];

let folder: string;
let root: string;
let lake: FileFeedbackLake;
let dispose: () => Promise<void>;

beforeEach(async () => {
  const temporary = await temporaryLake();
  dispose = temporary.dispose;
  root = temporary.root;
  folder = join(root, '..');
  lake = new FileFeedbackLake(root);
  await lake.append(RECORDS);
});
afterEach(() => dispose());

const texts = (records: readonly FeedbackRecord[]) => records.map(rowText).sort();
const objects = async () => (await readdir(join(root, dayPrefix(DAY)))).sort();

/** Promises that lake and SQL have just these records, once each. */
async function expectEachOnce(records: readonly FeedbackRecord[]): Promise<void> {
  expect(await rowsRead(root)).toEqual(texts(records));
  expect(await idsInSql(root)).toEqual(idsOf(records));
}

const idsOf = (records: readonly FeedbackRecord[]) => records.map(({ feedbackId }) => feedbackId).sort();
const idsInSql = async (of: string) => (await rowsInSql(of)).map((row) => String(JSON.parse(row)[0])).sort();

/** A lake whose days are compacted, and their originals deleted, after every append; its objects are told from what it gives. */
async function compactedSubject(): Promise<LakeSubject> {
  const temporary = await temporaryLake();
  const inner = new FileFeedbackLake(temporary.root);
  let last: Promise<unknown> = Promise.resolve();
  const compacted: FeedbackLake = {
    append: async (records) => {
      await inner.append(records);
      last = last.then(() => compactAll(temporary.root));
      await last;
    },
    read: (day) => inner.read(day),
  };
  return {
    lake: compacted,
    objects: async () => new Map([...(await objectsIn(inner)), ...(await filesIn(temporary.root))]),
    write: async (key, text) => {
      await mkdir(dirname(join(temporary.root, key)), { recursive: true });
      await writeFile(join(temporary.root, key), text);
    },
    reopen: async () => new FileFeedbackLake(temporary.root),
    dispose: temporary.dispose,
  };
}

/** What a lake gives, up to where a day is damaged. */
async function objectsIn(inner: FileFeedbackLake): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const add = (record: FeedbackRecord) => found.set(lakeKeyOf(record), (found.get(lakeKeyOf(record)) ?? '') + lakeLine(record));
  const readDay = async (day: Day) => {
    for await (const records of inner.read(day)) records.forEach(add);
  };
  for (const day of await inner.days()) await readDay(day).catch(() => undefined);
  return found;
}

/** The objects that lie there as files, as what is not compacted does. */
async function filesIn(root: string): Promise<(readonly [string, string])[]> {
  const names = await readdir(join(root, 'feedback'), { recursive: true }).catch(() => []);
  const keys = names.filter((name) => /\.jsonl?$/.test(name)).map((name) => `feedback/${name}`);
  return await Promise.all(keys.map(async (key) => [key, await readFile(join(root, key), 'utf8').catch(() => '')] as const));
}

describe('FileFeedbackLake, its days compacted after every append', () => {
  lakeSuite({ describe, it }, compactedSubject);
});

describe('a day that is compacted', () => {
  it('reads the same at every moment, by SQL and by the lake', async () => {
    const [inSql, read] = [await rowsInSql(root), await rowsRead(root)];
    expect(read).toEqual(texts(RECORDS));
    const same = async () => {
      expect(await rowsInSql(root)).toEqual(inSql);
      expect(await rowsRead(root)).toEqual(read);
    };
    expect(await compactionOf(root, same).compact(DAY, NOW)).toBe(RECORDS.length);
    await same();
    await rm(join(root, BATCH));
    await same();
    expect(await compactionOf(root).expire(DAY, LATER)).toBe(2);
    expect(await objects()).toEqual([]);
    await same();
  });

  it('lies in one file in columns, by time and then by id', async () => {
    await compactAll(root);
    const files = await readdir(new CompactedDay(root, DAY).folder);
    expect(files.map((name) => name.replace(/.*\./, '')).sort()).toEqual(['digests', 'json', 'parquet']);
    const times = (await rowsOfParquet()).map(({ timestamp, feedbackId }) => `${timestamp} ${feedbackId}`);
    expect(times).toEqual(times.toSorted());
  });

  it('takes what comes later from its objects, and into the Parquet file with the next compaction', async () => {
    await compactAll(root);
    const [first, ...others] = RECORDS;
    const late = [
      sampleRecord(),
      sampleRecord({ lakeKey: BATCH }),
      { ...(first ?? sampleRecord()), sentiment: 'MIXED' as const },
    ];
    await lake.append(late);
    await expectEachOnce([...others, ...late]);
    expect(await compactionOf(root).compact(DAY, NOW)).toBe(RECORDS.length + 2);
    await expectEachOnce([...others, ...late]);
    await compactAll(root);
    expect(await objects()).toEqual([]);
    await expectEachOnce([...others, ...late]);
  });

  it('takes what comes while it is compacted, and keeps the objects that it came to', async () => {
    const late = [sampleRecord(), sampleRecord({ lakeKey: BATCH })];
    await compactionOf(root, () => lake.append(late)).compact(DAY, NOW);
    await expectEachOnce([...RECORDS, ...late]);
    await compactionOf(root).expire(DAY, LATER);
    expect(await objects()).toContain(BATCH.replace(/.*\//, ''));
    await expectEachOnce([...RECORDS, ...late]);
  });

  it('is left alone by a compaction that finds nothing new, and keeps its originals for the days that are said', async () => {
    const compaction = compactionOf(root);
    await compaction.compact(DAY, NOW);
    const before = await objects();
    expect(await compaction.compact(DAY, NOW + 10)).toBeUndefined();
    expect(await compaction.expire(DAY, NOW - 1)).toBe(0);
    expect(await objects()).toEqual(before);
    expect(await compaction.expire(DAY, NOW)).toBe(3);
    expect(await compaction.expire(DAY, NOW)).toBe(0);
  });

  it('does not come back with records that are appended again', async () => {
    await compactAll(root);
    await new FileFeedbackLake(root).append(RECORDS);
    expect(await objects()).toEqual([]);
    await expectEachOnce(RECORDS);
  });

  it('is not compacted before it is over', async () => {
    const today = dayOf(NOW);
    await lake.append([sampleRecord({ timestamp: NOW })]);
    await expect(compactionOf(root).compact(today, NOW)).rejects.toMatchObject({ kind: 'invalid' });
    expect(await compactionOf(root).days(NOW)).toEqual([DAY]);
  });

  it('that has a damaged line is left as it is, and the object is named', async () => {
    await appendFile(join(root, BATCH), '{"feedbackId":"half a rec\n');
    const before = await readFile(join(root, BATCH), 'utf8');
    await expect(compactionOf(root).compact(DAY, NOW)).rejects.toMatchObject({
      kind: 'internal',
      message: expect.stringContaining(BATCH),
    });
    expect(await readFile(join(root, BATCH), 'utf8')).toBe(before);
    await expect(rowsInSql(root)).rejects.toThrow(BATCH);
    expect(await readdir(new CompactedDay(root, DAY).folder)).toEqual([]);
  });

  it('stays as it was where the Parquet file is found to hold other rows', async () => {
    const compaction = compactionOf(root, async (jsonLines) => {
      const text = await readFile(jsonLines, 'utf8');
      await writeFile(jsonLines, text.replace('"rating":7.5', '"rating":7.25'));
    });
    await expect(compaction.compact(DAY, NOW)).rejects.toMatchObject({ message: expect.stringContaining('does not hold') });
    expect(await readdir(new CompactedDay(root, DAY).folder)).toEqual([]);
    await expectEachOnce(RECORDS);
  });
});

describe('store and lake, after a compaction whose originals are gone', () => {
  it('are equal: reconcile adds nothing, and nothing stands twice', async () => {
    await expectReconciled(async () => {});
  });

  it('are equal again when something was lost from either', async () => {
    const { store, close } = await openEmbedded({ folder, language: 'en' });
    const [only] = [sampleRecord({ lakeKey: BATCH })];
    for (const record of [...RECORDS.slice(1), ...(only ? [only] : [])]) await store.put(record);
    await compactAll(root);
    expect(await reconcile({ store, lake }, DAY)).toMatchObject({ addedToStore: 1, addedToLake: 1, rewrittenInLake: 0 });
    expect(await reconcile({ store, lake }, DAY)).toMatchObject({ addedToStore: 0, addedToLake: 0, rewrittenInLake: 0 });
    await expectEachOnce([...RECORDS, ...(only ? [only] : [])]);
    await close();
  });

  it('stay so when the file is imported again', async () => {
    const csv = join(folder, 'rows.csv');
    await writeFile(csv, 'feedback,timestamp\ngreat,2026-05-01T10:00:00Z\nbad,2026-05-01T11:00:00Z\nok,2026-05-02T11:00:00Z\n');
    await earshot(['import', csv, '--data', folder]);
    await compactAll(root);
    const before = await rowsInSql(root);
    expect(await earshot(['import', csv, '--data', folder, '--json'])).toMatchObject({ code: 0 });
    expect(await rowsInSql(root)).toEqual(before);
    expect(await readdir(join(root, dayPrefix('2026-05-01')))).toEqual([]);
  });
});

describe('a compacted day of which something is damaged', () => {
  const files = new Map([
    ['marker', (day: CompactedDay) => day.marker],
    ['Parquet file', (_: CompactedDay, parquet: string) => parquet],
  ]);

  it.each([...files])('says so and what to do: the %s', async (_, pathOf) => {
    await compactionOf(root).compact(DAY, NOW);
    const day = new CompactedDay(root, DAY);
    const compaction = await day.read();
    const path = pathOf(day, compaction ? day.parquet(compaction) : '');
    await writeFile(path, (await readFile(path)).subarray(0, 60));
    const damaged = {
      kind: 'internal',
      message: expect.stringMatching(/is damaged; restore .* earshot reconcile --day 2026-03-01/),
    };
    await expect(rowsRead(root)).rejects.toMatchObject(damaged);
    await expect(compactionOf(root).expire(DAY, LATER)).rejects.toMatchObject(damaged);
    expect(await objects()).toHaveLength(3);
    await lake.append([sampleRecord()]);
    await rm(day.folder, { recursive: true });
    expect(await rowsRead(root)).toHaveLength(RECORDS.length + 1);
  });

  it('keeps the Parquet file that came before the damaged one', async () => {
    const compaction = compactionOf(root);
    await compaction.compact(DAY, NOW);
    await compaction.expire(DAY, LATER);
    const day = new CompactedDay(root, DAY);
    const earlier = (await readdir(day.folder)).filter((name) => name.endsWith('.parquet'));
    await lake.append([sampleRecord()]);
    await compaction.compact(DAY, NOW);
    const present = await day.read();
    await writeFile(day.marker, JSON.stringify({ ...present, originals: {} }));
    await writeFile(day.parquet(present ?? { id: '' }), 'PAR1');
    await expect(compaction.expire(DAY, LATER)).rejects.toMatchObject({ message: expect.stringContaining('is damaged') });
    expect(await readdir(day.folder)).toEqual(expect.arrayContaining(earlier));
  });

  it('is written again from the store, as the words say', async () => {
    await expectReconciled(async () => rm(new CompactedDay(root, DAY).folder, { recursive: true }), RECORDS.length);
  });
});

describe('earshot compact', () => {
  it('that is killed at any step leaves every row once, and repeats', async () => {
    const more = extraRecords();
    for (let step = 1; ; step += 1) {
      const data = join(folder, `killed-${step}`);
      await prepareThreeDays(join(data, 'lake'), more);
      const all = texts([...RECORDS, ...more.flat()]);
      const code = await killedAt(step, data);
      expect(await idsInSql(join(data, 'lake'))).toEqual(idsOf([...RECORDS, ...more.flat()]));
      expect(await rowsRead(join(data, 'lake'))).toEqual(all);
      await compactAll(join(data, 'lake'));
      expect(await idsInSql(join(data, 'lake'))).toEqual(idsOf([...RECORDS, ...more.flat()]));
      expect(await rowsRead(join(data, 'lake'))).toEqual(all);
      expect(await readdir(join(data, 'lake', dayPrefix('2026-03-03')))).toEqual([]);
      if (code === 0) return expect(step).toBeGreaterThan(20);
    }
  }, 300_000);

  it('beside a process that appends loses nothing', async () => {
    const appending = start([root, BATCH], join(import.meta.dirname, 'support/appending.ts'));
    let printed = '';
    appending.stdout?.on('data', (chunk) => {
      printed += chunk;
    });
    const ended = once(appending, 'close');
    while (printed.split('\n').length < 40) await compactAll(root);
    appending.kill('SIGTERM');
    await ended;
    const added: FeedbackRecord[] = printed
      .split('\n')
      .filter(Boolean)
      .flatMap((line) => JSON.parse(line));
    expect(added.length).toBeGreaterThan(20);
    await expectEachOnce([...RECORDS, ...added]);
    await compactAll(root);
    expect(await objects()).toEqual([]);
    await expectEachOnce([...RECORDS, ...added]);
  });

  it('that cannot write says so, and leaves everything as it was', async () => {
    const script = join(import.meta.dirname, 'support/compact-on-small-disk.ts');
    const node = `${process.execPath} --disable-warning=ExperimentalWarning --conditions=@earshot/source ${script} ${folder}`;
    const mounted = `mount -t tmpfs -o size=3m tmpfs ${folder} && ${node}`;
    const { stdout } = await promisify(execFile)('unshare', ['--map-root-user', '--mount', 'sh', '-c', mounted]);
    expect(JSON.parse(stdout)).toEqual([
      expect.stringMatching(/^unavailable: .*(ENOSPC|No space left)/),
      true,
      expect.stringMatching(/^unavailable: .*(ENOSPC|No space left)/),
      true,
      expect.stringMatching(/^denied: /),
      true,
      [],
      500,
      true,
    ]);
  });

  it('says that another is at work', async () => {
    await compactionOf(root).alone(async () => {
      expect(await earshot(['compact', '--data', folder])).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('another compaction is at work'),
      });
    });
    expect(await earshot(['compact', '--data', folder])).toMatchObject({ code: 0 });
  });

  it('tells what it did, and of a second time that there is nothing to do', async () => {
    expect(await earshot(['compact', '--data', folder])).toMatchObject({
      code: 0,
      stdout: '2026-03-01: 5 rows are in its Parquet file now\n',
    });
    expect(await earshot(['compact', '--data', folder])).toMatchObject({ code: 0, stdout: 'Nothing to compact.\n' });
    await age(root, DAY);
    const { stdout } = await earshot(['compact', '--data', folder, '--day', DAY, '--json']);
    expect(JSON.parse(stdout)).toEqual({ day: DAY, deleted: 3 });
  });

  it('goes on after a day that is damaged, and ends as failed', async () => {
    await writeFile(join(root, dayPrefix(DAY), 'damaged.json'), '{');
    await lake.append([sampleRecord({ timestamp: sampleRecord().timestamp + 86_400 })]);
    expect(await earshot(['compact', '--data', folder])).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('2026-03-02: 1 rows'),
      stderr: expect.stringContaining('damaged.json'),
    });
  });

  it.each([
    [['--day', '2026-03-01', '--before', '2026-03-01'], 'either --day or --before'],
    [['--expire-after', '0'], '--expire-after must be a whole number from 1'],
    [['--day', 'today'], '--day must be a UTC day'],
  ])('refuses %j', async (args, words) => {
    expect(await earshot(['compact', '--data', folder, ...args])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(words),
    });
  });

  it('takes the days before one, and no day of a folder without a lake', async () => {
    expect(await earshot(['compact', '--data', folder, '--before', DAY])).toMatchObject({
      code: 0,
      stdout: 'Nothing to compact.\n',
    });
    const nowhere = join(folder, 'nowhere');
    expect(await earshot(['compact', '--data', nowhere])).toMatchObject({ code: 1, stderr: expect.stringContaining(nowhere) });
  });
});

/** Rows as they stand in the day's Parquet file. */
async function rowsOfParquet(): Promise<FeedbackRecord[]> {
  const rows: FeedbackRecord[] = [];
  for await (const records of lake.read(DAY)) rows.push(...records);
  return rows;
}

/** Promises that a store with the records and a compacted lake are equal, once something was done to the lake, by adding so many to it. */
async function expectReconciled(harm: () => Promise<void>, addedToLake = 0): Promise<void> {
  const { store, close } = await openEmbedded({ folder, language: 'en' });
  for (const record of RECORDS) await store.put(record);
  await compactAll(root);
  await harm();
  expect(await reconcile({ store, lake }, DAY)).toMatchObject({ addedToStore: 0, addedToLake, rewrittenInLake: 0 });
  await expectEachOnce(RECORDS);
  if (addedToLake === 0) expect(await objects()).toEqual([]);
  await close();
}

/** Records for the days after, some for a second time to the first of them. */
function extraRecords(): readonly FeedbackRecord[][] {
  const on = (days: number) =>
    [sampleRecord(), sampleRecord()].map((record) => ({ ...record, timestamp: record.timestamp + days * 86_400 }));
  return [on(1), on(2), on(1)];
}

/** One day that is not compacted, one to which something came later, and one whose originals may go. */
async function prepareThreeDays(of: string, [second = [], third = [], late = []]: readonly FeedbackRecord[][]): Promise<void> {
  const filled = new FileFeedbackLake(of);
  await filled.append([...RECORDS, ...second, ...third]);
  for (const day of ['2026-03-02', '2026-03-03']) {
    await compactionOf(of).compact(day, NOW);
    await age(of, day);
  }
  await filled.append(late);
}

/** Runs a compaction that is killed at a step; gives its exit code, `null` where it was killed. */
async function killedAt(step: number, data: string): Promise<number | null> {
  const preload = pathToFileURL(join(import.meta.dirname, 'support/killed-at.ts')).href;
  const child = start(['compact', '--data', data, '--expire-after', '1'], undefined, {
    NODE_OPTIONS: `--import=${preload}`,
    KILLED_AT: String(step),
    KILLED_IN: data,
  });
  const [code]: (number | null)[] = await once(child, 'exit');
  return code ?? null;
}
