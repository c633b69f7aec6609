import { createHash } from 'node:crypto';
import { type Day, dayBounds, dayOf, Failure } from '@earshot/core';
import type { AthenaSql } from './athena-sql.ts';
import { checkSql, type Days, FIRST_DAY, insertSql, LAKE_TABLES, switchedBefore, switchSql } from './compaction-sql.ts';
import { type FolderLister, lakeDays } from './lake-days.ts';

/** What is compacted, and by what. */
export interface AthenaCompactionParts {
  readonly sql: AthenaSql;
  readonly s3: FolderLister;
  readonly bucket: string;
}

/** What a compaction did. */
export interface AthenaCompacted {
  /** The days that were gone through, as far as they have feedback. */
  readonly days: number;
  /** The view of all feedback takes the days before this one from the table in columns. */
  readonly before: Day;
}

/** How many rows are not right, as Athena counts them. */
interface Wrong {
  readonly differing: string;
  readonly moreThanOnce: string;
}

/** Days back from the switch in which what came late is looked for every night. On the first of a month it is in all days. */
const LATE_DAYS = 35;

/** Days that are written at once; Athena writes to a hundred partitions at most. */
const DAYS_AT_ONCE = 90;

/**
 * Brings the days of the lake into a table in columns, and has the view of all feedback take them from there once they are found to hold
 * what the objects hold. No object is deleted. It may be broken off and repeated at any point: until the view is switched, all is as before.
 */
export class AthenaCompaction {
  readonly #parts: AthenaCompactionParts;

  constructor(parts: AthenaCompactionParts) {
    this.#parts = parts;
  }

  /** Compacts the days before today; those from `from` on where it is given, such as after old feedback was imported. `now` is in seconds. */
  async run(now: number, from?: Day): Promise<AthenaCompacted> {
    const today = dayOf(now);
    const lines = await this.#parts.sql.run(`SHOW CREATE VIEW ${LAKE_TABLES.all}`);
    let before = switchedBefore(lines.flat().join('\n'));
    const days = await this.#days(earliest(from, lateFrom(before, today)), today);
    for (const some of chunks(days, today)) {
      await this.#compact(some, today);
      if (some.to > before) before = await this.#switch(some.to);
    }
    if (today > before) before = await this.#switch(today);
    return { days: days.length, before };
  }

  async #days(from: Day, today: Day): Promise<Day[]> {
    const { s3, bucket } = this.#parts;
    return (await lakeDays(s3, bucket, from)).filter((day) => day < today);
  }

  /** What came between the writing and the look at it is written with the second try. Fails as `internal`, and switches nothing, when that does not help. */
  async #compact(days: Days, today: Day): Promise<void> {
    const found = (await this.#tryCompact(days, `${today} 1`)) && (await this.#tryCompact(days, `${today} 2`));
    if (found) throw wrongRows(days, found);
  }

  /** Writes what is lacking; gives what is wrong then, if anything is. */
  async #tryCompact(days: Days, attempt: string): Promise<Wrong | undefined> {
    const insert = insertSql(days);
    await this.#parts.sql.run(insert, tokenOf(insert, attempt));
    const [, [differing = '', moreThanOnce = ''] = []] = await this.#parts.sql.run(checkSql(days));
    return differing === '0' && moreThanOnce === '0' ? undefined : { differing, moreThanOnce };
  }

  async #switch(before: Day): Promise<Day> {
    await this.#parts.sql.run(switchSql(before));
    return before;
  }
}

/** An earlier run that timed out may be at it still; the same attempt is then not made beside it, but waited for. */
function tokenOf(sql: string, attempt: string): string {
  return createHash('sha256').update(`${attempt}\n${sql}`).digest('hex');
}

function wrongRows({ from, to }: Days, { differing, moreThanOnce }: Wrong): Failure {
  const place = `${LAKE_TABLES.columns}, from ${from} until before ${to}`;
  const found = `${differing} rows are lacking or not as in the objects, ${moreThanOnce} stand more than once`;
  const remedy = 'delete what lies of those days below compacted/ and compact again';
  return new Failure('internal', `${place}: ${found}; ${remedy}`);
}

function lateFrom(before: Day, today: Day): Day {
  return today.endsWith('-01') ? FIRST_DAY : dayOf(dayBounds(before).from - LATE_DAYS * 86_400);
}

function earliest(given: Day | undefined, otherwise: Day): Day {
  return given !== undefined && given < otherwise ? given : otherwise;
}

/** The days in pieces, each until the next begins and the last until today, so that no day lies between two. */
function chunks(days: readonly Day[], today: Day): Days[] {
  const pieces: Days[] = [];
  for (let start = 0; start < days.length; start += DAYS_AT_ONCE)
    pieces.push({ from: days[start] ?? today, to: days[start + DAYS_AT_ONCE] ?? today });
  return pieces;
}
