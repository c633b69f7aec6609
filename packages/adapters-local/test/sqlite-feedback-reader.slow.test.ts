import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import type { FeedbackRecord, Page } from '@earshot/core';
import { richRecord, sampleRecord } from '@earshot/core/conformance';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FeedbackReader } from '../src/sqlite-feedback-store/feedback-reader.ts';
import { Search, type SearchQuery } from '../src/sqlite-feedback-store/search.ts';
import { openSqliteStore, type SqliteFeedbackStore } from '../src/sqlite-feedback-store/sqlite-feedback-store.ts';
import { DIMENSIONS, type StatisticsQuery, type StatisticsRow } from '../src/sqlite-feedback-store/statistics.ts';
import { randomFrom } from '../src/training/random.ts';
import { temporaryFolder } from './subjects.ts';

const HOUR = 3600;
const START = Date.UTC(2026, 2, 1, 22) / 1000;

let file: string;
let store: SqliteFeedbackStore;
let reader: FeedbackReader;
let dispose: () => Promise<void>;

beforeEach(async () => {
  const temporary = await temporaryFolder();
  file = join(temporary.folder, 'feedback.sqlite');
  store = openSqliteStore(file);
  reader = new FeedbackReader(file);
  dispose = temporary.dispose;
});

afterEach(async () => {
  await reader.close();
  store.close();
  await dispose();
});

async function putAll(records: readonly FeedbackRecord[]): Promise<void> {
  await Promise.all(records.map((record) => store.put(record)));
}

/** A record for each text. */
async function putTexts(texts: readonly string[]): Promise<void> {
  await putAll(texts.map((feedbackText) => sampleRecord({ feedbackText })));
}

async function textsFound(text: string): Promise<readonly string[]> {
  const { items } = await reader.search({ text, limit: 100 });
  return items.map(({ feedbackText }) => feedbackText).sort();
}

describe('statistics', () => {
  it('are what a count of the listed records gives, for any filter, also at the edges of hours', async () => {
    const chance = dice(7);
    await putAll(Array.from({ length: 400 }, () => anyRecord(chance)));
    const { items } = await store.list({ limit: 1_000 });
    for (let i = 0; i < 300; i += 1) {
      const query = anyQuery(chance);
      expect([query, await reader.statistics(query)]).toEqual([query, counted(items, query)]);
    }
  });

  it('know what another connection has just added', async () => {
    expect(await reader.statistics({ by: [] })).toEqual([{ count: 0 }]);
    await putAll([sampleRecord()]);
    expect(await reader.statistics({ by: [] })).toEqual([{ count: 1 }]);
  });
});

const TEXTS = [
  '100% fine',
  'a snake_case name',
  'a snakeXcase name',
  'it is "quoted" twice',
  "'; DROP TABLE record; --",
  'back a\\b slash',
  'line one\ntwo lines',
  'family 👩‍👩‍👧 pack',
  'ÜBER alles',
  'über Nacht',
  'uber',
  'Hauptstraße',
  'HAUPTSTRASSE',
  'η οδος',
  'nul \u0000 after',
];

/** Parts to search for, and the texts that hold them. */
const PARTS: readonly (readonly [part: string, texts: readonly string[]])[] = [
  ['100%', ['100% fine']],
  ['%', ['100% fine']],
  ['snake_case', ['a snake_case name']],
  ['"quoted"', ['it is "quoted" twice']],
  ["'; DROP", ["'; DROP TABLE record; --"]],
  ['a\\b', ['back a\\b slash']],
  ['one\ntwo', ['line one\ntwo lines']],
  ['👩‍👩‍👧', ['family 👩‍👩‍👧 pack']],
  ['FINE', ['100% fine']],
  ['über', ['ÜBER alles', 'über Nacht']],
  ['straße', ['HAUPTSTRASSE', 'Hauptstraße']],
  ['ΟΔΟΣ', ['η οδος']],
  ['after', ['nul \u0000 after']],
  ['nul \u0000', ['nul \u0000 after']],
  ['l \u0000 b', []],
  ['nowhere', []],
  ['feedbackText', []],
];

describe('search', () => {
  it('finds the texts that hold a part, in upper or lower case', async () => {
    await putTexts(TEXTS);
    for (const [part, expected] of PARTS) expect([part, await textsFound(part)]).toEqual([part, expected]);
  });

  it('gives records whole, and honours its other filters', async () => {
    const wanted = richRecord({ sentiment: 'MIXED', timestamp: START });
    const { source = '' } = wanted;
    await putAll([wanted, { ...richRecord({ timestamp: START }), source: 'web' }, sampleRecord({ timestamp: START })]);
    const query = { sentiment: 'MIXED', source, language: wanted.language, from: START, to: START + 1, limit: 10 } as const;
    expect(await reader.search(query)).toEqual({ items: [wanted] });
    expect((await reader.search({ source: '', limit: 10 })).items).toHaveLength(1);
  });

  it('gives every record that was there at the start once, page by page, while others are added', async () => {
    const [chance, before] = [dice(3), Array.from({ length: 120 }, (_, i) => matching(START + (i % 9)))];
    await putAll([...before, ...Array.from({ length: 200 }, () => sampleRecord({ timestamp: START + 4 }))]);
    const found = await allPages({ text: 'NEEDLE', limit: 7 }, () => putAll([matching(START + chance(12))]));
    const ids = found.map(({ feedbackId }) => feedbackId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(before.map(({ feedbackId }) => feedbackId)));
  });

  it('whose time is up gives what it found, and goes on from there', async () => {
    await putAll(
      Array.from({ length: 300 }, (_, i) => (i % 100 === 50 ? matching(START + i) : sampleRecord({ timestamp: START }))),
    );
    const search = Search.on(new DatabaseSync(file, { readOnly: true }));
    const found: FeedbackRecord[] = [];
    let [position, looks]: [SearchQuery, number] = [{ text: 'needle', limit: 10 }, 0];
    for (;;) {
      const { items, cursor } = search.run(position, 0);
      found.push(...items);
      if (cursor === undefined) break;
      position = { ...position, cursor };
      looks += 1;
    }
    expect([found.length, looks]).toEqual([3, 297]);
  });

  it('refuses a cursor that it never gave, and goes on', async () => {
    await expect(reader.search({ limit: 1, cursor: 'made up' })).rejects.toMatchObject({ kind: 'invalid' });
    expect(await reader.search({ limit: 1 })).toEqual({ items: [] });
  });
});

describe('the thread', () => {
  it('that is closed fails what it was asked, as what can be asked again', async () => {
    const asked = reader.search({ limit: 1 });
    await Promise.all([reader.close(), expect(asked).rejects.toMatchObject({ kind: 'unavailable', retryable: true })]);
  });

  it('that is lost fails what it was asked, and the next question starts another', async () => {
    await putAll([sampleRecord()]);
    const { stdout } = await promisify(execFile)(process.execPath, [...FROM_SOURCES, '-e', LOSING, file]);
    expect(JSON.parse(stdout)).toEqual(['unavailable', 1, 1]);
  });

  it('says which file it cannot read', async () => {
    const nowhere = new FeedbackReader(`${file}.not.there`);
    await expect(nowhere.statistics({ by: [] })).rejects.toMatchObject({
      kind: 'denied',
      message: expect.stringContaining(`${file}.not.there`),
    });
    await nowhere.close();
  });
});

const FROM_SOURCES = ['--conditions=@earshot/source', '--disable-warning=ExperimentalWarning', '--input-type=module'];

/** Ends the reader's thread, as no door of it does: while a question waits, and between two. */
const LOSING = `
  import { FeedbackReader } from ${JSON.stringify(join(import.meta.dirname, '../src/sqlite-feedback-store/feedback-reader.ts'))};
  import { setImmediate as nextTurn } from 'node:timers/promises';
  const threads = [];
  process.on('worker', (thread) => threads.push(thread));
  const reader = new FeedbackReader(process.argv[1]);
  const count = () => reader.statistics({ by: [] }).then(([row]) => row.count, ({ kind }) => kind);
  const asked = count();
  await nextTurn();
  await threads.at(-1).terminate();
  const told = [await asked, await count()];
  await threads.at(-1).terminate();
  console.log(JSON.stringify([...told, await count()]));
  await reader.close();
`;

function matching(timestamp: number): FeedbackRecord {
  return sampleRecord({ timestamp, feedbackText: 'a needle in the hay' });
}

async function allPages(query: SearchQuery, between: () => Promise<void>): Promise<FeedbackRecord[]> {
  const found: FeedbackRecord[] = [];
  let page: Page | undefined;
  do {
    page = await reader.search({ ...query, ...(page?.cursor !== undefined && { cursor: page.cursor }) });
    found.push(...page.items);
    await between();
  } while (page.cursor !== undefined);
  return found;
}

/** Gives whole numbers from 0 to below the one asked, always the same ones for a seed. */
function dice(seed: number): (below: number) => number {
  const random = randomFrom(seed);
  return (below) => Math.floor(random() * below);
}

function oneOf<T>(chance: (below: number) => number, values: readonly T[]): T | undefined {
  return values[chance(values.length)];
}

const SENTIMENTS = ['POSITIVE', 'NEGATIVE', 'MIXED'] as const;
const LANGUAGES = ['en', 'de'] as const;
const SOURCES = ['web', 'app'] as const;
/** Hours around midnight, one of them with no record. */
const HOURS = [0, 1, 2, 4] as const;

/** A second at an edge of an hour, or anywhere in it. */
function anySecond(chance: (below: number) => number, hours: readonly number[]): number {
  const edge = oneOf(chance, [0, 1, HOUR - 1, chance(HOUR)]) ?? 0;
  return START + (oneOf(chance, hours) ?? 0) * HOUR + edge;
}

function anyRecord(chance: (below: number) => number): FeedbackRecord {
  const source = oneOf(chance, [undefined, ...SOURCES]);
  return sampleRecord({
    timestamp: anySecond(chance, HOURS),
    sentiment: oneOf(chance, SENTIMENTS) ?? 'MIXED',
    language: oneOf(chance, LANGUAGES) ?? 'en',
    ...(source !== undefined && { source }),
  });
}

function anyQuery(chance: (below: number) => number): StatisticsQuery {
  const given = {
    from: oneOf(chance, [undefined, anySecond(chance, [-1, 0, 1, 2, 3, 4, 5])]),
    to: oneOf(chance, [undefined, anySecond(chance, [-1, 0, 1, 2, 3, 4, 5])]),
    sentiment: oneOf(chance, [undefined, undefined, ...SENTIMENTS]),
    source: oneOf(chance, [undefined, undefined, '', ...SOURCES]),
    language: oneOf(chance, [undefined, undefined, ...LANGUAGES]),
  };
  const by = DIMENSIONS.filter(() => chance(3) === 0);
  return { by, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) };
}

/** The answer to a question, made from the records themselves. */
function counted(records: readonly FeedbackRecord[], query: StatisticsQuery): readonly StatisticsRow[] {
  const { by, from = 0, to = Number.POSITIVE_INFINITY, ...filters } = query;
  const rows = records
    .filter(({ timestamp }) => timestamp >= from && timestamp < to)
    .map(({ timestamp, sentiment, language, source = '' }) => {
      const [hour, day] = [timestamp - (timestamp % HOUR), timestamp - (timestamp % (24 * HOUR))];
      return { hour, day, sentiment, language, source };
    })
    .filter((row) =>
      Object.entries(filters).every(([name, value]) => Object.entries(row).some(([n, v]) => n === name && v === value)),
    );
  const groups = Map.groupBy(rows, (row) => JSON.stringify(by.map((dimension) => row[dimension])));
  if (by.length === 0) return [{ count: rows.length }];
  return [...groups.values()]
    .map((group) => ({ count: group.length, ...Object.fromEntries(by.map((dimension) => [dimension, group[0]?.[dimension]])) }))
    .sort((a, b) => compared(a, b, by));
}

function compared(a: StatisticsRow, b: StatisticsRow, by: StatisticsQuery['by']): number {
  for (const dimension of by) {
    const [one, other] = [a[dimension] ?? '', b[dimension] ?? ''];
    if (one !== other) return one < other ? -1 : 1;
  }
  return 0;
}
