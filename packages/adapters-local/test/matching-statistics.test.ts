import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { FeedbackRecord } from '@earshot/core';
import { sampleRecord } from '@earshot/core/conformance';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openDatabase } from '../src/sqlite-feedback-store/database.ts';
import { matchingStatistics } from '../src/sqlite-feedback-store/matching-statistics.ts';
import { Search } from '../src/sqlite-feedback-store/search.ts';
import { SqliteFeedbackStore } from '../src/sqlite-feedback-store/sqlite-feedback-store.ts';
import type { StatisticsQuery, StatisticsRow } from '../src/sqlite-feedback-store/statistics.ts';
import { temporaryFolder } from './subjects.ts';

const HOUR = 3600;
const START = Date.UTC(2026, 2, 1, 22) / 1000;

let database: DatabaseSync;
let store: SqliteFeedbackStore;
let dispose: () => Promise<void>;

beforeEach(async () => {
  const temporary = await temporaryFolder();
  const file = join(temporary.folder, 'feedback.sqlite');
  database = openDatabase(file);
  store = new SqliteFeedbackStore(database, file);
  Search.on(database);
  dispose = temporary.dispose;
});

afterEach(async () => {
  store.close();
  await dispose();
});

/** Records a minute apart: of two customers in turn, every third with a German text. */
function record(index: number): FeedbackRecord {
  return sampleRecord({
    timestamp: START + 60 * index,
    customerId: index % 2 === 0 ? 'even' : 'odd',
    feedbackText: index % 3 === 0 ? `Schöne 100%-Jacke ${index}` : `nice jacket ${index}`,
    language: index % 3 === 0 ? 'de' : 'en',
    sentiment: index % 5 === 0 ? 'NEGATIVE' : 'POSITIVE',
  });
}

async function fill(count: number): Promise<void> {
  await Promise.all(Array.from({ length: count }, (_, index) => store.put(record(index))));
}

/** What is counted, and in how many steps. */
function count(query: StatisticsQuery): { rows: readonly StatisticsRow[]; steps: number } {
  const counting = matchingStatistics(database, query);
  for (let steps = 0; ; steps += 1) {
    const step = counting.next();
    if (step.done) return { rows: step.value, steps };
  }
}

describe('statistics of a customer or a text', () => {
  it.each<[string, StatisticsQuery, readonly StatisticsRow[]]>([
    ['a customer', { by: [], customerId: 'odd' }, [{ count: 150 }]],
    ['nobody', { by: [], customerId: 'neither' }, [{ count: 0 }]],
    ['nothing, told apart', { by: ['sentiment'], text: 'sofa' }, []],
    ['a text in the other case', { by: ['language'], text: 'NICE' }, [{ count: 200, language: 'en' }]],
    ['a text with other letters', { by: ['language'], text: 'SCHÖNE' }, [{ count: 100, language: 'de' }]],
    ['what SQL takes for a wildcard', { by: [], text: '100%-j' }, [{ count: 100 }]],
    [
      'all filters at once, to the second',
      { by: ['sentiment'], customerId: 'even', text: 'jack', language: 'en', from: START + 120, to: START + 60 * 20 },
      [
        { count: 1, sentiment: 'NEGATIVE' },
        { count: 5, sentiment: 'POSITIVE' },
      ],
    ],
    [
      'by hour, in its order',
      { by: ['hour', 'sentiment'], customerId: 'even', from: START, to: START + 2 * HOUR },
      [
        { count: 6, hour: START, sentiment: 'NEGATIVE' },
        { count: 24, hour: START, sentiment: 'POSITIVE' },
        { count: 6, hour: START + HOUR, sentiment: 'NEGATIVE' },
        { count: 24, hour: START + HOUR, sentiment: 'POSITIVE' },
      ],
    ],
  ])('count %s', async (_, query, rows) => {
    await fill(300);
    expect(count(query).rows).toEqual(rows);
  });

  it('give others their turn, also where one hour has all the records', async () => {
    const crowd = Array.from({ length: 12_000 }, (_, index) => ({ ...record(index), timestamp: START + (index % HOUR) }));
    await Promise.all(crowd.map((each) => store.put(each)));
    await store.put({ ...record(12_000), timestamp: START - HOUR });
    const { rows, steps } = count({ by: [], text: 'jac' });
    expect(rows).toEqual([{ count: 12_001 }]);
    expect(steps).toBeGreaterThanOrEqual(3);
  });
});
