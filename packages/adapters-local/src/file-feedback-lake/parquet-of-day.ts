import { chmod, open, rm } from 'node:fs/promises';
import { type Day, Failure, type FeedbackRecord, isBatchKey, lakeKeyOf, lakeLine } from '@earshot/core';
import { syncFile } from './files.ts';
import { parquetRows } from './parquet-rows.ts';
import { RowDigests } from './row-digests.ts';

/** Writes rows to a Parquet file, by time and then by id. They come as JSON lines: a record's fields, and `lakeKey` where it has one. */
export type WriteParquet = (jsonLines: string, parquet: string) => Promise<void>;

/** What a compaction is at. */
export interface CompactionStep {
  readonly day: Day;
  readonly doing: 'reading' | 'writing' | 'comparing' | 'deleting originals';
  /** Rows so far, or objects where they are deleted. */
  readonly done: number;
}

/** What is told what a compaction is at. */
export type WatchCompaction = (step: CompactionStep) => void;

/** Some rows of a day, one after another. */
type Rows = AsyncIterable<readonly FeedbackRecord[]>;

/**
 * Makes the Parquet file of a day's rows, on the disk when this is done. It is read back, not by what wrote it, and compared with the rows
 * by every field of each. Fails as `internal` where they differ. Gives the digests of the rows.
 */
export async function parquetOfDay(
  day: Day,
  rows: Rows,
  parquet: string,
  writeParquet: WriteParquet,
  watch: WatchCompaction,
): Promise<RowDigests> {
  const lines = `${parquet}.lines`;
  try {
    const digests = await copy(rows, lines, (done) => watch({ day, doing: 'reading', done }));
    watch({ day, doing: 'writing', done: digests.size });
    await writeParquet(lines, parquet);
    await chmod(parquet, 0o600);
    await syncFile(parquet);
    const written = await digestsOf(parquetRows(parquet), (done) => watch({ day, doing: 'comparing', done }));
    if (written.toBytes().equals(digests.toBytes())) return digests;
    throw differing(day, digests.size, written.size);
  } finally {
    await rm(lines, { force: true });
  }
}

/** Copies rows to a file of JSON lines. */
async function copy(rows: Rows, path: string, moved: (rows: number) => void): Promise<RowDigests> {
  const file = await open(path, 'wx', 0o600);
  const digests = new RowDigests();
  try {
    for await (const records of rows) {
      for (const record of records) digests.add(record);
      await file.appendFile(records.map(rowLine).join(''));
      moved(digests.size);
    }
  } finally {
    await file.close();
  }
  return digests;
}

async function digestsOf(rows: Rows, moved: (rows: number) => void): Promise<RowDigests> {
  const digests = new RowDigests();
  for await (const records of rows) {
    for (const record of records) digests.add(record);
    moved(digests.size);
  }
  return digests;
}

/** A record as a line of JSON, with the object that it lies in where that is a batch's. */
function rowLine(record: FeedbackRecord): string {
  const lakeKey = lakeKeyOf(record);
  return isBatchKey(lakeKey) ? `${lakeLine(record).slice(0, -2)},"lakeKey":${JSON.stringify(lakeKey)}}\n` : lakeLine(record);
}

function differing(day: Day, wanted: number, written: number): Failure {
  const counts = `${wanted} were written, ${written} read back`;
  return new Failure(
    'internal',
    `${day}: the Parquet file does not hold the rows it was made of (${counts}); all stays as it was`,
  );
}
