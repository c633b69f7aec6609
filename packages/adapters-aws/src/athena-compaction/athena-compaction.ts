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

/** Days back from the switch in which what came late is looked for every night. On the first of a month it is in all days. */
const LATE_DAYS = 35;

/** Statements that a run has Athena carry out for some days before it gives them up. */
const TRIES = 3;

/**
 * Brings the days of the lake into a table in columns, and has the view of all feedback take them from there once they are found to hold
 * what the objects hold. No object is deleted. It may be broken off and repeated at any point, and run beside itself on the same UTC day:
 * until the view is switched, all is as before.
 */
export class AthenaCompaction {
  readonly #parts: AthenaCompactionParts;

  constructor(parts: AthenaCompactionParts) {
    this.#parts = parts;
  }

  /** Compacts the days before today; those from `from` on where it is given, such as after old feedback was imported. `now` is in seconds. */
  async run(now: number, from?: Day): Promise<AthenaCompacted> {
    const today = dayOf(now);
    const { rows, taken: began } = await this.#parts.sql.answer(`SHOW CREATE VIEW ${LAKE_TABLES.all}`);
    let before = switchedBefore(rows.flat().join('\n'));
    const days = await this.#days(earliest(from, lateFrom(before, today)), today);
    for (const some of monthsOf(days, today)) {
      await this.#compact(some, today, began);
      if (some.to > before) before = await this.#switch(some.to);
    }
    if (today > before) before = await this.#switch(today);
    return { days: days.length, before };
  }

  async #days(from: Day, today: Day): Promise<Day[]> {
    const { s3, bucket } = this.#parts;
    return (await lakeDays(s3, bucket, from)).filter((day) => day < today);
  }

  /**
   * Writes what is lacking. Today's statements for the same days are numbered, and one is sent when those before have ended, be they of other
   * runs: two at a time would both write a row that is lacking. What one that failed has written all the same, and what came after one had
   * read the objects, the next one sees. Fails as `internal`, and switches nothing, when those since the run began do not help.
   */
  async #compact(days: Days, today: Day, began: number): Promise<void> {
    const insert = insertSql(days);
    for (let [number, tries] = [1, 0]; ; number += 1) {
      const { taken, failure } = await this.#parts.sql.runOnce(insert, tokenOf(insert, `${today} ${number}`));
      if (taken < began) continue;
      const wrong = failure ?? (await this.#wrong(days));
      if (wrong === undefined) return;
      tries += 1;
      if (tries === TRIES) throw wrong;
    }
  }

  /** What is wrong with some days, if anything is. */
  async #wrong(days: Days): Promise<Failure | undefined> {
    const [, [differing = '', moreThanOnce = ''] = []] = await this.#parts.sql.run(checkSql(days));
    return differing === '0' && moreThanOnce === '0' ? undefined : wrongRows(days, differing, moreThanOnce);
  }

  async #switch(before: Day): Promise<Day> {
    await this.#parts.sql.run(switchSql(before));
    return before;
  }
}

/** The same for the same statement, whichever run sends it. */
function tokenOf(sql: string, attempt: string): string {
  return createHash('sha256').update(`${attempt}\n${sql}`).digest('hex');
}

function wrongRows({ from, to }: Days, differing: string, moreThanOnce: string): Failure {
  const place = `${LAKE_TABLES.columns}, from ${from} until before ${to}`;
  const found = `${differing} rows are lacking or not as in the objects, ${moreThanOnce} stand more than once`;
  const remedy = 'delete what lies of those days below compacted/ and compact again';
  return new Failure('internal', `${place}: ${found}; ${remedy}`);
}

function lateFrom(before: Day, today: Day): Day {
  return today.endsWith('-01') ? FIRST_DAY : dayOf(dayBounds(before).from - LATE_DAYS * 86_400);
}

/** The beginning of the month that one of the two is in. */
function earliest(given: Day | undefined, otherwise: Day): Day {
  return beginning(given !== undefined && given < otherwise ? given : otherwise);
}

function beginning(day: Day): Day {
  return `${day.slice(0, 7)}-01`;
}

/** The months that days are in, each until the next begins and the last until today: whatever days are asked for, runs of a day cut them alike. */
function monthsOf(days: readonly Day[], today: Day): Days[] {
  return [...new Set(days.map(beginning))].map((from) => {
    const next = beginning(dayOf(dayBounds(from).from + 31 * 86_400));
    return { from, to: next < today ? next : today };
  });
}
