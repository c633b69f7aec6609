import type { FeedbackRecord } from '../feedback.ts';
import { dayOf, lakeKeyOf } from '../lake-layout.ts';
import { parseRecord } from '../record.ts';
import { equal, holds } from './check.ts';
import { type Runner, runSuite } from './contract.ts';
import { DAMAGE_PROMISES } from './lake-damage-promises.ts';
import {
  batch,
  DAY_FOLDER as DAY,
  ids,
  idsIn,
  type LakePromise,
  type LakeSubject,
  readDay,
  rowsOf,
  textOf,
} from './lake-subject.ts';
import { freshId, NOON, richRecord, sampleRecord } from './samples.ts';

const FIFTY = Array.from({ length: 50 }, (_, i) => i);

/** Looks at an object again and again, which may not be there yet. */
async function looks({ objects }: LakeSubject, key: string): Promise<void> {
  for (let look = 0; look < 5; look += 1) {
    const rows = ((await objects()).get(key) ?? '').split('\n').slice(0, -1);
    holds(rows.length === 0 || rows.length === 50, `${rows.length} of 50 rows were seen`);
  }
}

const single: readonly LakePromise[] = [
  {
    name: 'a record lies in an object of its own, in the folder of its UTC day',
    async verify(subject) {
      const record = sampleRecord();
      await subject.lake.append([record]);
      holds((await subject.objects()).has(`${DAY}${record.feedbackId}.json`), 'the object is not at its key');
    },
  },
  {
    name: 'the day comes from the record, to the second',
    async verify(subject) {
      const [last, first] = [-1, 0].map((seconds) => sampleRecord({ timestamp: Date.UTC(2024, 2, 1) / 1000 + seconds }));
      if (!last || !first) return;
      await Promise.all([subject.lake.append([last]), subject.lake.append([first])]);
      const keys = [...(await subject.objects()).keys()];
      holds(keys.includes(`feedback/year=2024/month=02/day=29/${last.feedbackId}.json`), 'the last second of 29 February');
      holds(keys.includes(`feedback/year=2024/month=03/day=01/${first.feedbackId}.json`), 'the first second of 1 March');
    },
  },
  {
    name: 'an object holds the record under the names of the record, and no lake key',
    async verify(subject) {
      const record = richRecord();
      await subject.lake.append([record]);
      equal(JSON.parse(await textOf(subject, lakeKeyOf(record))), record, 'the object');
    },
  },
  {
    name: 'scores and rating always carry a decimal point',
    async verify(subject) {
      const record = sampleRecord({ sentimentScores: { positive: 1, negative: 0, neutral: 1e-7, mixed: 0 }, rating: 8 });
      await subject.lake.append([record]);
      const text = await textOf(subject, lakeKeyOf(record));
      for (const part of ['"positive":1.0', '"negative":0.0', '"neutral":1.0e-7', '"mixed":0.0', '"rating":8.0']) {
        holds(text.includes(part), `${part} is not in ${text}`);
      }
    },
  },
  {
    name: 'a record is one line, whatever its text',
    async verify(subject) {
      const record = richRecord({ feedbackText: 'a\nb\r\nc\u2028d\u2029e\u0085f' });
      await subject.lake.append([record]);
      const text = await textOf(subject, lakeKeyOf(record));
      equal(
        [text.split('\n').length, text.endsWith('\n'), text.includes('\r')],
        [2, true, false],
        'lines, last newline, carriage return',
      );
    },
  },
  {
    name: 'appending a record again leaves the same one object',
    async verify(subject) {
      const record = richRecord();
      await subject.lake.append([record]);
      const before = await textOf(subject, lakeKeyOf(record));
      await subject.lake.append([record]);
      equal(await textOf(subject, lakeKeyOf(record)), before, 'the object');
      equal(
        [...(await subject.objects()).keys()].filter((key) => key.includes(record.feedbackId)).length,
        1,
        'objects of the record',
      );
    },
  },
  {
    name: 'a record that comes with other contents replaces what was there',
    async verify(subject) {
      const record = sampleRecord();
      await subject.lake.append([record]);
      await subject.lake.append([{ ...record, sentiment: 'MIXED' }]);
      const rows = await rowsOf(subject, lakeKeyOf(record));
      equal(
        rows.map((row) => parseRecord(JSON.parse(row)).sentiment),
        ['MIXED'],
        'the sentiments in the object',
      );
    },
  },
  {
    name: 'fifty appends of one record at once leave one whole object',
    async verify(subject) {
      const record = sampleRecord({ feedbackText: 'long '.repeat(5000) });
      await Promise.all(FIFTY.map(() => subject.lake.append([record])));
      equal(JSON.parse(await textOf(subject, lakeKeyOf(record))), record, 'the object');
    },
  },
  {
    name: 'an object is seen whole or not at all while it is written',
    async verify(subject) {
      const { lakeKey, records } = batch(50);
      await Promise.all([subject.lake.append(records), looks(subject, lakeKey)]);
      equal(await idsIn(subject, lakeKey), ids(records), 'the rows');
    },
  },
  {
    name: 'nothing but whole objects is left, under names that end in .json or .jsonl',
    async verify(subject) {
      const { records } = batch(3);
      await Promise.all([sampleRecord(), sampleRecord()].map((record) => subject.lake.append([record, ...records])));
      const names = [...(await subject.objects()).keys()];
      equal(
        names.filter((name) => !/\/[0-9a-f-]+\.jsonl?$/.test(name)),
        [],
        'other names',
      );
    },
  },
];

const batches: readonly LakePromise[] = [
  {
    name: 'records of a batch lie in one object, a line each, and nowhere else',
    async verify(subject) {
      const { lakeKey, records } = batch(20);
      await subject.lake.append(records);
      equal(await idsIn(subject, lakeKey), ids(records), 'the rows');
      const own = [...(await subject.objects()).keys()].filter((key) =>
        records.some(({ feedbackId }) => key.includes(feedbackId)),
      );
      equal(own, [], 'objects of their own');
    },
  },
  {
    name: 'a row of a batch is the record, and no lake key in it',
    async verify(subject) {
      const lakeKey = `${DAY}${freshId()}.jsonl`;
      const { lakeKey: _, ...record } = richRecord({ lakeKey });
      await subject.lake.append([{ ...record, lakeKey }]);
      equal(
        (await rowsOf(subject, lakeKey)).map((row) => JSON.parse(row)),
        [record],
        'the rows',
      );
    },
  },
  {
    name: 'a batch appended again leaves no row twice',
    async verify(subject) {
      const { lakeKey, records } = batch(5);
      await subject.lake.append(records);
      await subject.lake.append(records);
      equal(await idsIn(subject, lakeKey), ids(records), 'the rows');
    },
  },
  {
    name: 'a batch appended again in parts, mixed with others, leaves no row twice and none out',
    async verify(subject) {
      const [one, two] = [batch(4), batch(4)];
      await subject.lake.append([...one.records.slice(0, 2), ...two.records.slice(2)]);
      await subject.lake.append([...one.records.slice(1), ...two.records.slice(0, 3), sampleRecord()]);
      equal(await idsIn(subject, one.lakeKey), ids(one.records), 'the rows of the first batch');
      equal(await idsIn(subject, two.lakeKey), ids(two.records), 'the rows of the second batch');
    },
  },
  {
    name: 'parts of a batch appended at once are all kept',
    async verify(subject) {
      const { lakeKey, records } = batch(12);
      await Promise.all([0, 3, 6, 9].map((start) => subject.lake.append(records.slice(start, start + 4))));
      equal(await idsIn(subject, lakeKey), ids(records), 'the rows');
    },
  },
  {
    name: 'a record given twice in one call is one row',
    async verify(subject) {
      const { lakeKey, records } = batch(2);
      await subject.lake.append([...records, ...records]);
      equal(await idsIn(subject, lakeKey), ids(records), 'the rows');
    },
  },
  {
    name: 'a row that comes with other contents replaces its own row and no other',
    async verify(subject) {
      const { lakeKey, records } = batch(3);
      await subject.lake.append(records);
      await subject.lake.append(records.slice(1, 2).map((record) => ({ ...record, sentiment: 'NEGATIVE' as const })));
      const rows = (await rowsOf(subject, lakeKey)).map((row) => parseRecord(JSON.parse(row)).sentiment).sort();
      equal(rows, ['NEGATIVE', 'POSITIVE', 'POSITIVE'], 'the sentiments');
    },
  },
  {
    name: 'one call can go to several days and objects',
    async verify(subject) {
      const { lakeKey, records } = batch(2);
      const other = sampleRecord({ timestamp: NOON + 86_400 });
      await subject.lake.append([...records, other]);
      equal(await idsIn(subject, lakeKey), ids(records), 'the batch');
      equal(await idsIn(subject, lakeKeyOf(other)), [other.feedbackId], 'the other day');
    },
  },
  {
    name: 'appending nothing does nothing',
    async verify(subject) {
      const before = (await subject.objects()).size;
      await subject.lake.append([]);
      equal((await subject.objects()).size, before, 'how many objects there are');
    },
  },
];

const reading: readonly LakePromise[] = [
  {
    name: 'read gives a day back, record by record, with the lake key of a batch',
    async verify({ lake }) {
      const { records } = batch(3);
      const all = [...records, richRecord()];
      await lake.append(all);
      const found = await readDay(lake, dayOf(NOON), all);
      const byId = (list: readonly FeedbackRecord[]) => list.toSorted((a, b) => (a.feedbackId < b.feedbackId ? -1 : 1));
      equal(byId(found), byId(all), 'the records');
    },
  },
  {
    name: 'what is appended is there for whoever opens the lake anew',
    async verify({ lake, reopen }) {
      const records = [sampleRecord(), ...batch(2).records];
      await lake.append(records);
      equal(ids(await readDay(await reopen(), dayOf(NOON), records)), ids(records), 'the ids');
    },
  },
  {
    name: 'read gives one day alone',
    async verify({ lake }) {
      const records = [-86_400, 0, 86_400].map((seconds) => sampleRecord({ timestamp: NOON + seconds }));
      await lake.append(records);
      equal(ids(await readDay(lake, dayOf(NOON), records)), ids(records.slice(1, 2)), 'the ids');
    },
  },
  {
    name: 'read of a day without feedback gives nothing',
    async verify({ lake }) {
      equal(await readDay(lake, '1999-01-01', []), [], 'the records');
    },
  },
];

/** What every `FeedbackLake` promises. */
export const LAKE_PROMISES: readonly LakePromise[] = [...single, ...batches, ...reading, ...DAMAGE_PROMISES];

/** Declares one test for each promise of a lake. */
export function lakeSuite(runner: Runner, makeSubject: () => Promise<LakeSubject>): void {
  runSuite(runner, 'FeedbackLake', LAKE_PROMISES, makeSubject);
}
