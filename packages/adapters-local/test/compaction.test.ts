import { mkdir, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dayOf, dayPrefix, lakeKeyOf } from '@earshot/core';
import { richRecord, sampleRecord } from '@earshot/core/conformance';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CompactedDay, type Compaction, compactionText } from '../src/file-feedback-lake/compaction.ts';
import { daySides, objectStates } from '../src/file-feedback-lake/day-objects.ts';
import { FileFeedbackLake, lakeLock } from '../src/file-feedback-lake/file-feedback-lake.ts';
import { LakeCompaction } from '../src/file-feedback-lake/lake-compaction.ts';
import { hasRow, RowDigests } from '../src/file-feedback-lake/row-digests.ts';
import { temporaryFolder } from './subjects.ts';

const DAY = dayOf(sampleRecord().timestamp);
const NOW = Math.floor(Date.now() / 1000);
const MARKER: Compaction = {
  id: crypto.randomUUID(),
  sha256: 'a'.repeat(64),
  rows: 2,
  since: 1,
  originals: { 'a.json': '1-2-3' },
};

let root: string;
let dispose: () => Promise<void>;

beforeEach(async () => {
  const temporary = await temporaryFolder();
  dispose = temporary.dispose;
  root = join(temporary.folder, 'lake');
});
afterEach(() => dispose());

describe('digests of rows', () => {
  const digestsOf = (records: ReturnType<typeof sampleRecord>[]) => {
    const digests = new RowDigests();
    for (const record of records) digests.add(record);
    return digests.toBytes();
  };

  it('are equal for the same rows in any order, and for no others', () => {
    const [a, b] = [richRecord(), sampleRecord()];
    expect(digestsOf([a, b])).toEqual(digestsOf([b, { ...a }]));
    for (const other of [
      { ...a, rating: 7.25 },
      { ...a, metadata: {} },
      { ...a, lakeKey: `${dayPrefix(DAY)}b.jsonl` },
    ])
      expect(digestsOf([other, b])).not.toEqual(digestsOf([a, b]));
    expect(digestsOf([a, a, b])).not.toEqual(digestsOf([a, b, b]));
  });

  it('tell which rows are among them', () => {
    const rows = Array.from({ length: 100 }, () => sampleRecord());
    const bytes = digestsOf(rows);
    expect(rows.every((row) => hasRow(bytes, row))).toBe(true);
    expect(rows.some((row) => hasRow(bytes, { ...row, customerId: 'other' }))).toBe(false);
    expect(hasRow(digestsOf([]), sampleRecord())).toBe(false);
  });
});

describe('the marker of a compacted day', () => {
  it('says again what was written', async () => {
    const day = await marked(compactionText(MARKER));
    expect(await day.read()).toEqual(MARKER);
  });

  it('that is not there says that the day is not compacted', async () => {
    expect(await new CompactedDay(root, DAY).read()).toBeUndefined();
  });

  it.each([
    ['half of it', compactionText(MARKER).slice(0, 40)],
    ['nothing', ''],
    ['a name that leads elsewhere', compactionText({ ...MARKER, id: '../../../../../../secret-of-somebody-els' })],
    ['a digest that is none', compactionText({ ...MARKER, sha256: 'abc' })],
    ['no number of rows', compactionText({ ...MARKER, rows: -1 })],
    ['a list for an object', '[]'],
  ])('is refused, with its name and what to do, where it holds %s', async (_, text) => {
    const day = await marked(text);
    await expect(day.read()).rejects.toMatchObject({
      kind: 'internal',
      message: expect.stringMatching(/day\.json is damaged; restore .*reconcile --day 2026-03-01/),
    });
  });
});

describe('the sides of a day', () => {
  it('are its objects alone while it is not compacted, temporary files left out', async () => {
    const record = sampleRecord();
    await new FileFeedbackLake(root).append([record]);
    await writeFile(join(root, dayPrefix(DAY), 'unfinished.tmp'), '{}');
    expect(await daySides(root, DAY)).toEqual({ compaction: undefined, arrivals: [`${record.feedbackId}.json`], others: true });
  });

  it('count an object as arrived when it is not listed, or is not as it was', async () => {
    const records = [sampleRecord(), sampleRecord(), sampleRecord()];
    await new FileFeedbackLake(root).append(records);
    const [held = '', changed = '', unknown = ''] = records.map(({ feedbackId }) => `${feedbackId}.json`);
    const states = await objectStates(root, DAY, [held, changed]);
    await marked(compactionText({ ...MARKER, originals: Object.fromEntries(states) }));
    expect((await daySides(root, DAY)).arrivals).toEqual([unknown]);
    await utimes(join(root, dayPrefix(DAY), changed), 1, 1);
    expect((await daySides(root, DAY)).arrivals.toSorted()).toEqual([changed, unknown].sort());
  });
});

describe('a lake whose days are over', () => {
  it('is written in turn with whoever deletes originals; today is written at once', async () => {
    const lake = new FileFeedbackLake(root);
    const [past, today] = [sampleRecord(), sampleRecord({ timestamp: NOW })];
    let written = false;
    let appended: Promise<void> | undefined;
    await lakeLock(root).hold(async () => {
      appended = lake.append([past]).then(() => {
        written = true;
      });
      await lake.append([today]);
      expect(written).toBe(false);
      expect(await readdir(join(root, 'feedback'), { recursive: true })).not.toContain(lakeKeyOf(past).slice(9));
    });
    await appended;
    expect(written).toBe(true);
  });

  it('takes feedback though the marker of its day is damaged', async () => {
    await marked('{');
    const record = sampleRecord();
    await new FileFeedbackLake(root).append([record]);
    expect(await readdir(join(root, dayPrefix(DAY)))).toEqual([`${record.feedbackId}.json`]);
  });

  it('knows again what is compacted once the file that tells it can be read', async () => {
    const record = sampleRecord();
    const digests = new RowDigests();
    digests.add(record);
    const day = await marked(compactionText(MARKER));
    const lake = new FileFeedbackLake(root);
    await lake.append([record]);
    await rm(join(root, lakeKeyOf(record)));
    await writeFile(day.digests(MARKER), digests.toBytes());
    await lake.append([record]);
    expect(await readdir(join(root, dayPrefix(DAY)))).toEqual([]);
  });

  it('that cannot be read for trouble of the system says that, and not that it is damaged', async () => {
    const day = await marked(compactionText(MARKER));
    await symlink(day.parquet(MARKER), day.parquet(MARKER));
    const trouble = { message: expect.stringMatching(/^(?!.*is damaged).*ELOOP/) };
    const read = async () => {
      for await (const _ of new FileFeedbackLake(root).read(DAY));
    };
    await expect(read()).rejects.toMatchObject(trouble);
    await expect(new LakeCompaction(root, async () => {}).expire(DAY, NOW)).rejects.toMatchObject(trouble);
  });

  it('names the days that are compacted, with and without objects', async () => {
    await new FileFeedbackLake(root).append([sampleRecord({ timestamp: sampleRecord().timestamp + 86_400 })]);
    await marked(compactionText(MARKER));
    expect((await new FileFeedbackLake(root).days()).sort()).toEqual(['2026-03-01', '2026-03-02']);
  });
});

describe('a compaction', () => {
  it('leaves nothing behind when the Parquet file cannot be written', async () => {
    await new FileFeedbackLake(root).append([sampleRecord()]);
    const compaction = new LakeCompaction(root, () => Promise.reject(new Error('no room')));
    await expect(compaction.compact(DAY, NOW)).rejects.toMatchObject({ message: expect.stringContaining('no room') });
    expect(await readdir(new CompactedDay(root, DAY).folder)).toEqual([]);
    expect(await readdir(join(root, '.temporary'))).toEqual([]);
  });

  it('takes a day when it has been over for an hour', async () => {
    await new FileFeedbackLake(root).append([sampleRecord()]);
    const compaction = new LakeCompaction(root, async () => {});
    const midnight = Date.UTC(2026, 2, 2) / 1000;
    const days = await Promise.all([0, 3_599, 3_600].map((seconds) => compaction.days(midnight + seconds)));
    expect(days).toEqual([[], [], [DAY]]);
  });
});

async function marked(text: string): Promise<CompactedDay> {
  const day = new CompactedDay(root, DAY);
  await mkdir(day.folder, { recursive: true });
  await writeFile(day.marker, text);
  return day;
}
