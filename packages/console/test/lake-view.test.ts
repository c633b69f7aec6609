import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { CompactedDay, FileFeedbackLake } from '@earshot/adapters-local';
import { dayOf, dayPrefix, LAKE_COLUMNS } from '@earshot/core';
import { richRecord, sampleRecord } from '@earshot/core/conformance';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { lakeView } from '../src/querying/lake-view.ts';

const DAY = dayOf(sampleRecord().timestamp);

let folder: string;
let root: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "earshot-view-o'k [a]*?-"));
  root = join(folder, 'lake');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function ask(sql: string): Promise<{ columns: string[]; types: string[]; rows: unknown[][] }> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run(await lakeView(root));
  const read = await connection.runAndReadAll(sql);
  return { columns: read.columnNames(), types: read.columnTypes().map(String), rows: read.getRowsJson() };
}

describe('the views of a lake', () => {
  it('have the same columns of the same types with and without feedback', async () => {
    const empty = await ask('SELECT * FROM feedback');
    expect(empty.columns).toEqual([...Object.keys(LAKE_COLUMNS).map((name) => name.toLowerCase()), 'year', 'month', 'day']);
    expect(empty.rows).toEqual([]);
    await new FileFeedbackLake(root).append([richRecord()]);
    expect(await ask('SELECT * FROM all_feedback')).toMatchObject({ columns: empty.columns, types: empty.types });
  });

  it('give each record, whatever the folder is called, with the parts of its day as text', async () => {
    const records = [richRecord(), sampleRecord({ lakeKey: `${dayPrefix(DAY)}b.jsonl` })];
    await new FileFeedbackLake(root).append(records);
    const { rows } = await ask("SELECT feedbackId, sentimentScores.positive, year, month, day FROM feedback WHERE month = '03'");
    const wanted = records.map((record) => [record.feedbackId, record.sentimentScores.positive, '2026', '03', '01']);
    expect(rows.toSorted()).toEqual(wanted.toSorted());
  });

  it('leave out files that are not whole yet', async () => {
    const record = sampleRecord({ lakeKey: `${dayPrefix(DAY)}b.jsonl` });
    await new FileFeedbackLake(root).append([record]);
    const write = (name: string, text: string) => writeFile(join(root, name), text);
    await write(`${dayPrefix(DAY)}empty.json`, '');
    await write('.temporary/unfinished', '{"feedbackId":"z","timestamp":1}');
    await write(`${dayPrefix(DAY)}other.tmp`, '{"feedbackId":"z","timestamp":1}');
    expect((await ask('SELECT feedbackid FROM all_feedback')).rows).toEqual([[record.feedbackId]]);
  });

  it('count what the lake reads, and no file that somebody has put beside it', async () => {
    const records = [sampleRecord(), sampleRecord({ lakeKey: `${dayPrefix(DAY)}b.jsonl` })];
    await new FileFeedbackLake(root).append(records);
    for (const name of ['copy (1).json', 'b.jsonl.json'])
      await writeFile(join(root, dayPrefix(DAY), name), '{"feedbackId":"z","timestamp":1}');
    expect((await ask('SELECT feedbackid FROM all_feedback')).rows.flat().sort()).toEqual(
      records.map(({ feedbackId }) => feedbackId).sort(),
    );
  });

  it('see a folder without objects as a day without feedback', async () => {
    await mkdir(join(root, dayPrefix(DAY)), { recursive: true });
    expect((await ask('SELECT count(*) FROM feedback')).rows).toEqual([['0']]);
  });

  it('cannot be made while the marker of a compacted day is damaged', async () => {
    const { folder: compacted, marker } = new CompactedDay(root, DAY);
    await mkdir(compacted, { recursive: true });
    await writeFile(marker, '{');
    await expect(lakeView(root)).rejects.toMatchObject({ kind: 'internal', message: expect.stringContaining(marker) });
  });
});
