import { dayOf, type FeedbackRecord } from '@earshot/core';
import { richRecord, sampleRecord } from '@earshot/core/conformance';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { AthenaCompaction } from '../src/athena-compaction/athena-compaction.ts';
import { AthenaSql } from '../src/athena-compaction/athena-sql.ts';
import { allFeedbackSql, FIRST_DAY, switchedBefore, switchSql } from '../src/athena-compaction/compaction-sql.ts';
import { DuckDbAthena } from './duckdb-athena.ts';

const DAY = 86_400;
/** 2026-03-10, at half past two at night. */
const NOW = Date.UTC(2026, 2, 10, 2, 30) / 1000;

let stage: DuckDbAthena;

beforeEach(async () => {
  stage = await DuckDbAthena.open(allFeedbackSql(FIRST_DAY));
});

const compaction = () =>
  new AthenaCompaction({
    sql: new AthenaSql(stage.athena, { database: 'd', workgroup: 'w', lookEveryMs: 1 }),
    s3: stage.s3,
    bucket: 'b',
  });
const on = (daysAgo: number, changes: Partial<FeedbackRecord> = {}) =>
  sampleRecord({ timestamp: NOW - daysAgo * DAY, ...changes });
const ids = (records: readonly FeedbackRecord[]) => records.map(({ feedbackId }) => feedbackId).sort();
const idsIn = async (table: string) => (await stage.ask(`SELECT feedbackid FROM ${table} ORDER BY 1`)).map(([id]) => String(id));
const inserts = () => stage.statements.filter((sql) => sql.startsWith('INSERT'));

describe('AthenaCompaction', () => {
  it('brings every day before today into the table in columns, and has the view take them from there', async () => {
    const [today, ...past] = [on(0), on(1), on(1), on(20), on(400), richRecord({ timestamp: NOW - 2 * DAY })];
    await stage.append(today ?? on(0), ...past);
    expect(await compaction().run(NOW)).toEqual({ days: 4, before: '2026-03-10' });
    expect(await idsIn('feedback_compacted')).toEqual(ids(past));
    expect(await idsIn('all_feedback')).toEqual(await idsIn('feedback'));
    expect(await stage.ask('SELECT * FROM all_feedback ORDER BY 1')).toEqual(
      await stage.ask('SELECT * FROM feedback ORDER BY 1'),
    );
  });

  it('changes nothing when it is run again', async () => {
    await stage.append(on(1), on(2));
    await compaction().run(NOW);
    const rows = await idsIn('feedback_compacted');
    expect(await compaction().run(NOW + 60)).toEqual({ days: 2, before: '2026-03-10' });
    expect(await idsIn('feedback_compacted')).toEqual(rows);
  });

  it('takes what came late with the next night, and reads no day before that again', async () => {
    await stage.append(on(1), on(100));
    await compaction().run(NOW);
    await stage.append(on(0), on(1), on(30));
    await compaction().run(NOW + DAY);
    expect(await idsIn('all_feedback')).toEqual(await idsIn('feedback'));
    expect(inserts().at(-1)).not.toContain(dayOf(NOW - 100 * DAY).slice(0, 4));
  });

  it('takes older feedback that was imported when it is told from where, and on the first of a month', async () => {
    await stage.append(on(1));
    await compaction().run(NOW);
    await stage.append(on(200));
    await compaction().run(NOW + DAY);
    expect(await idsIn('all_feedback')).toHaveLength(1);
    await compaction().run(NOW + DAY, '2025-01-01');
    expect(await idsIn('all_feedback')).toHaveLength(2);
    await stage.append(on(300));
    await compaction().run(Date.UTC(2026, 3, 1, 2, 30) / 1000);
    expect(await idsIn('all_feedback')).toHaveLength(3);
  });

  it('writes to the days of a month at once, and switches after each month', async () => {
    await stage.append(...Array.from({ length: 200 }, (_, i) => on(i + 1)));
    expect(await compaction().run(NOW)).toEqual({ days: 200, before: '2026-03-10' });
    expect(inserts()).toHaveLength(8);
    expect(stage.statements.filter((sql) => sql.startsWith('CREATE OR REPLACE VIEW'))).toHaveLength(8);
    expect(await idsIn('all_feedback')).toEqual(await idsIn('feedback'));
  });

  it('switches nothing while Athena cannot write, and goes on the next night', async () => {
    await stage.append(on(1));
    stage.trouble = (sql) => (sql.startsWith('INSERT') ? 'HIVE_WRITER_CLOSE_ERROR' : undefined);
    await expect(compaction().run(NOW)).rejects.toMatchObject({
      kind: 'internal',
      message: expect.stringContaining('HIVE_WRITER'),
    });
    expect(await idsIn('all_feedback')).toHaveLength(1);
    expect(await idsIn('feedback_compacted')).toEqual([]);
    stage.trouble = () => undefined;
    await compaction().run(NOW + DAY);
    expect(await idsIn('feedback_compacted')).toHaveLength(1);
    expect(await idsIn('all_feedback')).toHaveLength(1);
  });

  it('writes on the same day what a statement that failed has not, or has in part', async () => {
    await stage.append(on(1), on(1));
    let failures = 1;
    stage.before = async (sql) => {
      if (sql.startsWith('INSERT') && failures > 0)
        await stage.ask('INSERT INTO feedback_compacted SELECT * FROM feedback LIMIT 1');
    };
    stage.trouble = (sql) => (sql.startsWith('INSERT') && failures-- > 0 ? 'HIVE_WRITER_CLOSE_ERROR' : undefined);
    expect(await compaction().run(NOW)).toMatchObject({ before: '2026-03-10' });
    expect(await idsIn('feedback_compacted')).toEqual(await idsIn('feedback'));
  });

  it('works when it is called again on the day on which every statement failed', async () => {
    await stage.append(on(1));
    stage.trouble = (sql) => (sql.startsWith('INSERT') ? 'HIVE_WRITER_CLOSE_ERROR' : undefined);
    for (const hour of [0, 1]) await expect(compaction().run(NOW + hour * 3_600)).rejects.toMatchObject({ kind: 'internal' });
    stage.trouble = () => undefined;
    expect(await compaction().run(NOW + 7_200)).toMatchObject({ before: '2026-03-10' });
    expect(await idsIn('feedback_compacted')).toEqual(await idsIn('feedback'));
  });

  it('writes nothing twice when it is repeated while a statement of a run that was broken off goes on', async () => {
    await stage.append(...Array.from({ length: 150 }, (_, i) => on(i + 1)));
    let sent = 0;
    stage.looks = (sql) => (sql.startsWith('INSERT') && ++sent === 2 ? 3 : 0);
    stage.looked = () => {
      if (sent === 2) throw new Error('socket hang up');
    };
    await expect(compaction().run(NOW)).rejects.toThrow('looking after a query');
    stage.looked = () => {};
    await compaction().run(NOW + 60);
    await stage.endAll();
    expect(await idsIn('feedback_compacted')).toEqual(await idsIn('feedback'));
  });

  it('writes nothing twice when one run is told from where to begin beside another', async () => {
    await stage.append(...Array.from({ length: 60 }, (_, i) => on(i + 1)), on(200));
    await compaction().run(NOW - 20 * DAY);
    stage.looks = (sql) => (sql.startsWith('INSERT') ? 2 : 0);
    await Promise.all([compaction().run(NOW), compaction().run(NOW + 1, '2026-01-10')]);
    expect(await idsIn('feedback_compacted')).toEqual(await idsIn('feedback'));
  });

  it('writes what a broken-off run left out, and nothing twice', async () => {
    await stage.append(on(1), on(1), on(1));
    await stage.ask('INSERT INTO feedback_compacted SELECT * FROM feedback LIMIT 1');
    await compaction().run(NOW);
    expect(await idsIn('feedback_compacted')).toEqual(await idsIn('feedback'));
  });

  it('writes a second time what came between the writing and the look at it', async () => {
    await stage.append(on(1));
    let looked = false;
    stage.before = async (sql) => {
      if (!sql.includes('more_than_once') || looked) return;
      looked = true;
      await stage.append(on(1));
    };
    expect(await compaction().run(NOW)).toMatchObject({ before: '2026-03-10' });
    expect(await idsIn('all_feedback')).toEqual(await idsIn('feedback'));
  });

  it.each([
    ['other contents', "UPDATE feedback_compacted SET sentiment = 'MIXED'", '1 rows are lacking or not as'],
    ['a row twice', 'INSERT INTO feedback_compacted SELECT * FROM feedback', '1 stand more than once'],
  ])('switches nothing when the table has %s, and says what to do', async (_, harm, words) => {
    await stage.append(on(1));
    await stage.ask('INSERT INTO feedback_compacted SELECT * FROM feedback');
    await stage.ask(harm);
    await expect(compaction().run(NOW)).rejects.toMatchObject({
      kind: 'internal',
      message: expect.stringMatching(
        new RegExp(`feedback_compacted, from 2026-03-01 .*${words}.*delete what lies of those days`),
      ),
    });
    expect(stage.statements.filter((sql) => sql.startsWith('CREATE'))).toEqual([]);
    await stage.ask('DELETE FROM feedback_compacted');
    expect(await compaction().run(NOW + 60)).toMatchObject({ before: '2026-03-10' });
    expect(await idsIn('feedback_compacted')).toEqual(await idsIn('feedback'));
  });

  it('does not run a statement beside an earlier run that is at it still', async () => {
    await stage.append(on(1));
    await Promise.all([compaction().run(NOW), compaction().run(NOW)]);
    expect(inserts()).toHaveLength(1);
    expect(await idsIn('feedback_compacted')).toHaveLength(1);
  });

  it('of an empty lake switches the view alone', async () => {
    expect(await compaction().run(NOW)).toEqual({ days: 0, before: '2026-03-10' });
    expect(inserts()).toEqual([]);
  });
});

describe('the day of the switch', () => {
  it('is told from the view as Athena writes it down', () => {
    const shown = `CREATE VIEW d.all_feedback SECURITY DEFINER AS\nSELECT "a"\nFROM x\nWHERE (("year" <= '2026') AND ((("year" || '-') || "day") < '2026-11-24'))\nUNION ALL SELECT`;
    expect(switchedBefore(shown)).toBe('2026-11-24');
    expect(switchedBefore(switchSql('2025-02-03'))).toBe('2025-02-03');
    expect(switchedBefore('CREATE VIEW all_feedback AS SELECT * FROM feedback')).toBe(FIRST_DAY);
  });
});
