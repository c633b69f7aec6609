import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CompactedDay, FileFeedbackLake } from '@earshot/adapters-local';
import { LakeCompaction } from '@earshot/adapters-local/compaction';
import { type Day, type FeedbackRecord, lakeKeyOf, lakeLine } from '@earshot/core';
import { parquetWriter } from '../../src/compacting/write-parquet.ts';
import { loadDuckDb } from '../../src/querying/duckdb.ts';
import { lakeView } from '../../src/querying/lake-view.ts';

const duckdb = await loadDuckDb();
const database = await duckdb.DuckDBInstance.create(':memory:');

/** A time at which everything that was compacted is long enough compacted to expire. */
export const LATER = Number.MAX_SAFE_INTEGER;

/** A new folder for a lake, and its end. */
export async function temporaryLake(): Promise<{ root: string; dispose: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'earshot-compact-'));
  return { root: join(folder, 'lake'), dispose: () => rm(folder, { recursive: true, force: true }) };
}

/** Compacts a lake; something may be done between the reading of the rows and the writing of the Parquet file. */
export function compactionOf(root: string, between: (jsonLines: string) => Promise<void> = async () => {}): LakeCompaction {
  const write = parquetWriter(duckdb);
  return new LakeCompaction(root, async (jsonLines, parquet) => {
    await between(jsonLines);
    await write(jsonLines, parquet);
    await between(jsonLines);
  });
}

/** Compacts and expires each day that is over. */
export async function compactAll(root: string): Promise<void> {
  const compaction = compactionOf(root);
  const now = Math.floor(Date.now() / 1000);
  for (const day of await compaction.days(now)) {
    await compaction.compact(day, now);
    await compaction.expire(day, LATER);
  }
}

/** What SQL sees of a lake: its rows as text, in order. */
export async function rowsInSql(root: string): Promise<string[]> {
  const connection = await database.connect();
  try {
    await connection.run(await lakeView(root));
    const read = await connection.runAndReadAll('SELECT * FROM all_feedback ORDER BY ALL');
    return read.getRowsJson().map((row) => JSON.stringify(row));
  } finally {
    connection.closeSync();
  }
}

/** What a lake gives of all of its days, as lines of its objects, in order. */
export async function rowsRead(root: string): Promise<string[]> {
  const lake = new FileFeedbackLake(root);
  const lines: string[] = [];
  for (const day of await lake.days()) for await (const records of lake.read(day)) lines.push(...records.map(rowText));
  return lines.sort();
}

/** A record as `rowsRead` gives it. */
export function rowText(record: FeedbackRecord): string {
  return `${lakeKeyOf(record)} ${lakeLine(record)}`;
}

/** Makes a day's compaction look as if it was made long ago. */
export async function age(root: string, day: Day): Promise<void> {
  const { marker } = new CompactedDay(root, day);
  await writeFile(marker, JSON.stringify({ ...JSON.parse(await readFile(marker, 'utf8')), since: 0 }));
}
