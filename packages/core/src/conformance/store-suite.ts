import type { FeedbackRecord } from '../feedback.ts';
import type { FeedbackStore, ListQuery } from '../ports/feedback-store.ts';
import { equal, failsAs, holds } from './check.ts';
import { type PortPromise, type Runner, runSuite, type Subject } from './contract.ts';
import { freshId, NOON, richRecord, sampleRecord } from './samples.ts';

/** A store to test; it may be one that other tests fill at the same time. */
export interface StoreSubject extends Subject {
  readonly store: FeedbackStore;
  /** The same data through a new store, as after a restart. */
  reopen(): Promise<FeedbackStore>;
}

type StorePromise = PortPromise<StoreSubject>;

const FIFTY = Array.from({ length: 50 }, (_, i) => i);

/** Two weeks of seconds that no other run uses, most likely: where a promise lists by time alone. */
function quietTime(): number {
  return 1_000_000_000 + Math.floor(Math.random() * 10_000_000) * 50;
}

function sampleClaim(changes: { feedbackId?: string; timestamp?: number; digest?: string } = {}) {
  return { feedbackId: freshId(), timestamp: NOON, digest: freshId(), ...changes };
}

async function putAll(store: FeedbackStore, records: readonly FeedbackRecord[]): Promise<void> {
  await Promise.all(records.map((record) => store.put(record)));
}

/** Every page of a list, by its ids. */
async function pages(store: FeedbackStore, query: ListQuery): Promise<string[][]> {
  const { items, cursor } = await store.list(query);
  const ids = items.map(({ feedbackId }) => feedbackId);
  return cursor === undefined ? [ids] : [ids, ...(await pages(store, { ...query, cursor }))];
}

async function listed(store: FeedbackStore, query: Partial<ListQuery>): Promise<string[]> {
  return (await pages(store, { limit: 1000, ...query })).flat();
}

const ids = (records: readonly FeedbackRecord[]) => records.map(({ feedbackId }) => feedbackId);

const writing: readonly StorePromise[] = [
  {
    name: 'get gives what put stored, field by field',
    async verify({ store }) {
      const record = sampleRecord();
      await store.put(record);
      equal(await store.get(record.feedbackId), record, 'the record');
    },
  },
  {
    name: 'optional fields, any Unicode text and names such as constructor come back as they were',
    async verify({ store }) {
      const record = richRecord();
      await store.put(record);
      equal(await store.get(record.feedbackId), record, 'the record');
    },
  },
  {
    name: 'numbers come back to the last digit',
    async verify({ store }) {
      const sentimentScores = { positive: 0.1 + 0.2, negative: 1e-7, neutral: 1 / 3, mixed: 1.2345678901234567e-100 };
      const record = sampleRecord({ sentimentScores, rating: 9.999999999999998 });
      await store.put(record);
      const back = await store.get(record.feedbackId);
      equal([back?.sentimentScores, back?.rating], [sentimentScores, record.rating], 'the numbers');
    },
  },
  {
    name: 'a text of 100,000 bytes comes back whole',
    async verify({ store }) {
      const record = sampleRecord({ feedbackText: 'größer '.repeat(11_111) });
      await store.put(record);
      equal((await store.get(record.feedbackId))?.feedbackText, record.feedbackText, 'the text');
    },
  },
  {
    name: 'a stored record knows its lake object',
    async verify({ store }) {
      const record = sampleRecord({ lakeKey: 'feedback/year=2026/month=03/day=01/batch.jsonl' });
      await store.put(record);
      equal((await store.get(record.feedbackId))?.lakeKey, record.lakeKey, 'the lake key');
    },
  },
  {
    name: 'the first put says that it created the record',
    async verify({ store }) {
      const record = sampleRecord();
      equal(await store.put(record), { record, created: true }, 'the answer');
    },
  },
  {
    name: 'a second put under the same id gives the record that stands',
    async verify({ store }) {
      const record = richRecord();
      await store.put(record);
      const answer = await store.put({ ...record, sentiment: 'NEGATIVE', feedbackText: 'another' });
      equal(answer, { record, created: false }, 'the answer');
    },
  },
  {
    name: 'a second put under the same id changes nothing',
    async verify({ store }) {
      const record = sampleRecord({ customerId: freshId() });
      await store.put(record);
      await store.put({ ...record, sentiment: 'NEGATIVE', lakeKey: 'elsewhere' });
      equal(await store.get(record.feedbackId), record, 'the record');
      equal(await listed(store, { customerId: record.customerId, sentiment: 'NEGATIVE' }), [], 'the list of what was refused');
    },
  },
  {
    name: 'of fifty puts at once under one id one is kept and all are told which',
    async verify({ store }) {
      const record = sampleRecord();
      const answers = await Promise.all(FIFTY.map((i) => store.put({ ...record, feedbackText: `twin ${i}` })));
      const kept = await store.get(record.feedbackId);
      equal(answers.filter(({ created }) => created).length, 1, 'how many created it');
      for (const answer of answers) equal(answer.record, kept, 'what a twin was told');
    },
  },
  {
    name: 'fifty records put at once are all there',
    async verify({ store }) {
      const customerId = freshId();
      const records = FIFTY.map((i) => sampleRecord({ customerId, timestamp: NOON + i }));
      await putAll(store, records);
      equal((await listed(store, { customerId })).sort(), ids(records).sort(), 'the ids');
    },
  },
  {
    name: 'what put acknowledged is there after a restart',
    async verify({ store, reopen }) {
      const record = richRecord();
      await store.put(record);
      equal(await (await reopen()).get(record.feedbackId), record, 'the record');
    },
  },
  {
    name: 'an id that nobody stored gives nothing',
    async verify({ store }) {
      equal(await store.get(freshId()), undefined, 'the answer');
    },
  },
  {
    name: 'changing an object that was put or given changes nothing stored',
    async verify({ store }) {
      const record = sampleRecord({ metadata: { a: '1' } });
      await store.put(record);
      Object.assign(record.metadata ?? {}, { a: '2' });
      Object.assign((await store.get(record.feedbackId)) ?? {}, { sentiment: 'NEGATIVE' });
      const back = await store.get(record.feedbackId);
      equal([back?.metadata, back?.sentiment], [{ a: '1' }, 'POSITIVE'], 'metadata and sentiment');
    },
  },
];

const claiming: readonly StorePromise[] = [
  {
    name: 'the first claim stands and says so',
    async verify({ store }) {
      const claim = sampleClaim();
      equal(await store.claim(claim), { claim, created: true }, 'the answer');
    },
  },
  {
    name: 'a later claim gets the one that stands',
    async verify({ store }) {
      const claim = sampleClaim();
      await store.claim(claim);
      const answer = await store.claim({ ...claim, timestamp: NOON + 5, digest: freshId() });
      equal(answer, { claim, created: false }, 'the answer');
    },
  },
  {
    name: 'of fifty claims at once one stands and all are told which',
    async verify({ store }) {
      const claim = sampleClaim();
      const answers = await Promise.all(FIFTY.map((i) => store.claim({ ...claim, timestamp: NOON + i })));
      equal(answers.filter(({ created }) => created).length, 1, 'how many created it');
      equal(new Set(answers.map((answer) => answer.claim.timestamp)).size, 1, 'how many times were told');
    },
  },
  {
    name: 'a claim stands after a restart',
    async verify({ store, reopen }) {
      const claim = sampleClaim();
      await store.claim(claim);
      const answer = await (await reopen()).claim({ ...claim, timestamp: NOON + 9 });
      equal(answer, { claim, created: false }, 'the answer');
    },
  },
  {
    name: 'get does not see a claim',
    async verify({ store }) {
      const claim = sampleClaim();
      await store.claim(claim);
      equal(await store.get(claim.feedbackId), undefined, 'the answer');
    },
  },
  {
    name: 'list does not see a claim',
    async verify({ store }) {
      const from = quietTime();
      await store.claim(sampleClaim({ timestamp: from }));
      equal(await listed(store, { from, to: from + 1 }), [], 'the list');
    },
  },
  {
    name: 'a claim does not stand in the way of its record, nor the record in the way of the claim',
    async verify({ store }) {
      const claim = sampleClaim();
      await store.claim(claim);
      const record = sampleRecord({ feedbackId: claim.feedbackId });
      equal((await store.put(record)).created, true, 'whether the record was created');
      equal(await store.claim(claim), { claim, created: false }, 'the claim');
    },
  },
];

const listing: readonly StorePromise[] = [
  {
    name: 'list gives the newest first, and of one second the highest id first',
    async verify({ store }) {
      const customerId = freshId();
      const records = [3, 1, 2, 2, 2].map((seconds) => sampleRecord({ customerId, timestamp: NOON + seconds }));
      await putAll(store, records);
      const order = records.toSorted((a, b) => b.timestamp - a.timestamp || (a.feedbackId < b.feedbackId ? 1 : -1));
      equal(await listed(store, { customerId }), ids(order), 'the order');
    },
  },
  {
    name: 'list gives whole records',
    async verify({ store }) {
      const record = richRecord({ customerId: freshId() });
      await store.put(record);
      equal((await store.list({ customerId: record.customerId, limit: 10 })).items, [record], 'the items');
    },
  },
  {
    name: 'list by customer gives that customer alone',
    async verify({ store }) {
      const records = [freshId(), freshId()].map((customerId) => sampleRecord({ customerId }));
      await putAll(store, records);
      for (const { customerId, feedbackId } of records) equal(await listed(store, { customerId }), [feedbackId], 'the list');
    },
  },
  {
    name: 'a customer whose name looks like a part of another’s list has a list of its own',
    async verify({ store }) {
      const [from, names] = [
        quietTime(),
        ['anonymous', 'anonymous#0', 'anonymous#1', 'anonymous#2', 'anonymous#3', '=anonymous'],
      ];
      const records = names.map((customerId) => sampleRecord({ customerId, timestamp: from }));
      await putAll(store, records);
      for (const { customerId, feedbackId } of records) {
        equal(await listed(store, { customerId, from, to: from + 1 }), [feedbackId], `the list of ${customerId}`);
      }
    },
  },
  {
    name: 'list by sentiment gives that sentiment alone',
    async verify({ store }) {
      const from = quietTime();
      const sentiments = ['POSITIVE', 'NEGATIVE', 'NEUTRAL', 'MIXED', 'UNKNOWN'] as const;
      const records = sentiments.map((sentiment) => sampleRecord({ sentiment, timestamp: from }));
      await putAll(store, records);
      for (const { sentiment, feedbackId } of records) {
        equal(await listed(store, { sentiment, from, to: from + 1 }), [feedbackId], `the list of ${sentiment}`);
      }
    },
  },
  {
    name: 'list by time takes the first second and leaves out the last',
    async verify({ store }) {
      const from = quietTime();
      const records = [-1, 0, 9, 10].map((seconds) => sampleRecord({ timestamp: from + seconds }));
      await putAll(store, records);
      equal(await listed(store, { from, to: from + 10 }), ids([...records.slice(1, 3)].reverse()), 'the list');
    },
  },
  {
    name: 'list by customer, sentiment and time gives what satisfies all three',
    async verify({ store }) {
      const [customerId, sentiment, timestamp] = [freshId(), 'MIXED' as const, quietTime()];
      const wanted = sampleRecord({ customerId, sentiment, timestamp });
      const others = [{ customerId: freshId() }, { sentiment: 'NEUTRAL' as const }, { timestamp: timestamp + 1 }];
      await putAll(store, [wanted, ...others.map((other) => sampleRecord({ customerId, sentiment, timestamp, ...other }))]);
      equal(await listed(store, { customerId, sentiment, from: timestamp, to: timestamp + 1 }), [wanted.feedbackId], 'the list');
    },
  },
  {
    name: 'following the cursors gives every record once, also where many share a second',
    async verify({ store }) {
      const customerId = freshId();
      const records = Array.from({ length: 23 }, (_, i) => sampleRecord({ customerId, timestamp: NOON + Math.floor(i / 7) }));
      await putAll(store, records);
      const seen = await pages(store, { customerId, limit: 5 });
      equal(seen.flat().sort(), ids(records).sort(), 'all pages');
    },
  },
  {
    name: 'no page is longer than its limit',
    async verify({ store }) {
      const customerId = freshId();
      await putAll(
        store,
        Array.from({ length: 7 }, () => sampleRecord({ customerId })),
      );
      for (const page of await pages(store, { customerId, limit: 3 }))
        holds(page.length <= 3, `a page has ${page.length} records`);
    },
  },
  {
    name: 'a page has a cursor exactly when more follows',
    async verify({ store }) {
      const customerId = freshId();
      await putAll(store, [sampleRecord({ customerId }), sampleRecord({ customerId })]);
      equal((await store.list({ customerId, limit: 2 })).cursor, undefined, 'the cursor of the only page');
      holds((await store.list({ customerId, limit: 1 })).cursor !== undefined, 'the first of two pages has no cursor');
    },
  },
  {
    name: 'records that come while someone turns the pages do not push others out of them',
    async verify({ store }) {
      const customerId = freshId();
      const records = [1, 2, 3, 4].map((seconds) => sampleRecord({ customerId, timestamp: NOON + seconds }));
      await putAll(store, records);
      const first = await store.list({ customerId, limit: 2 });
      await store.put(sampleRecord({ customerId, timestamp: NOON + 9 }));
      const rest = await listed(store, { customerId, ...(first.cursor !== undefined && { cursor: first.cursor }) });
      equal([...ids(first.items), ...rest], ids([...records].reverse()), 'both pages');
    },
  },
  {
    name: 'a cursor that the store never gave is invalid',
    async verify({ store }) {
      for (const cursor of ['', 'nonsense', '{}', 'bnVsbA']) await failsAs('invalid', store.list({ limit: 1, cursor }));
    },
  },
];

/** What every {@link FeedbackStore} promises. */
export const STORE_PROMISES: readonly StorePromise[] = [...writing, ...claiming, ...listing];

/** Declares one test for each promise of a store. */
export function storeSuite(runner: Runner, makeSubject: () => Promise<StoreSubject>): void {
  runSuite(runner, 'FeedbackStore', STORE_PROMISES, makeSubject);
}
