import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { LakeCompaction } from '@earshot/adapters-local/compaction';
import { type Day, Failure, toFailure } from '@earshot/core';
import { CompactingProgress } from '../compacting/progress.ts';
import { parquetWriter } from '../compacting/write-parquet.ts';
import { EXIT } from '../exit-codes.ts';
import { print, printError } from '../output.ts';
import { loadDuckDb } from '../querying/duckdb.ts';
import { type Given, Settings } from '../settings.ts';

const SECONDS_A_DAY = 86_400;

/** What was done to one day: the rows that its Parquet file has now, if that is new, and how many originals went. */
interface Done {
  readonly day?: Day;
  readonly rows?: number;
  readonly deleted: number;
  readonly damaged?: true;
}

/** Compacts the lake's days that are over, and deletes originals that have been compacted for long enough. Gives the exit code. */
export async function compact(given: Given): Promise<number> {
  const settings = new Settings(given);
  const lake = join(settings.data(), 'lake');
  const [choice, keepDays] = [settings.compactDays(), settings.expireAfter()];
  settings.check();
  await checkLake(lake);
  const progress = new CompactingProgress();
  try {
    const compaction = new LakeCompaction(lake, parquetWriter(await loadDuckDb()), (step) => progress.moved(step));
    const days = choice.day === undefined ? (await compaction.days(now())).filter((day) => day < choice.before) : [choice.day];
    return await compaction.alone(() => compactAll(compaction, days, keepDays, given.json ?? false));
  } finally {
    progress.end();
  }
}

async function compactAll(compaction: LakeCompaction, days: readonly Day[], keepDays: number, json: boolean): Promise<number> {
  const done: Done[] = [];
  for (const day of days) {
    const one = await compactDay(compaction, day, keepDays).catch(told);
    if (one.rows !== undefined || one.deleted > 0) print(json ? JSON.stringify(one) : sentence(one));
    done.push(one);
  }
  if (done.every(isNothing) && !json) print('Nothing to compact.');
  return done.some(({ damaged }) => damaged) ? EXIT.failure : EXIT.fine;
}

/** Tells what is wrong with a day that is damaged, which does not hold up the others; what is wrong with the machine does. */
function told(error: unknown): Done {
  if (toFailure(error).kind !== 'internal') throw error;
  printError(error);
  return { deleted: 0, damaged: true };
}

function isNothing({ rows, deleted, damaged }: Done): boolean {
  return rows === undefined && deleted === 0 && !damaged;
}

async function compactDay(compaction: LakeCompaction, day: Day, keepDays: number): Promise<Done> {
  const rows = await compaction.compact(day, now());
  const deleted = await compaction.expire(day, now() - keepDays * SECONDS_A_DAY);
  return { day, ...(rows !== undefined && { rows }), deleted };
}

function sentence({ day, rows, deleted }: Done): string {
  const parts = [
    rows !== undefined && `${rows.toLocaleString('en')} rows are in its Parquet file now`,
    deleted > 0 && `${deleted.toLocaleString('en')} originals deleted`,
  ];
  return `${day}: ${parts.filter((part) => part !== false).join(', ')}`;
}

async function checkLake(lake: string): Promise<void> {
  await access(lake).catch((cause: unknown) => {
    throw new Failure('not-found', `there is no lake at ${lake}; choose the data folder with --data or EARSHOT_DATA`, { cause });
  });
}

function now(): number {
  return Math.floor(Date.now() / 1000);
}
