import type { StoreSubject } from '../../src/conformance/index.ts';
import { Failure, type FeedbackRecord } from '../../src/index.ts';
import { MemoryStore } from '../../src/memory/index.ts';
import { storeSubject } from '../subjects.ts';
import { counter, type Mutants, pause } from './mutants.ts';

/** A store with some methods of its own. */
function store(change: (inner: MemoryStore) => Partial<StoreSubject['store']>): StoreSubject {
  const inner = new MemoryStore();
  return storeSubject({
    claim: (claim) => inner.claim(claim),
    put: (record) => inner.put(record),
    get: (feedbackId) => inner.get(feedbackId),
    list: (query) => inner.list(query),
    ...change(inner),
  });
}

/** A store that changes what it is given to keep. */
function keeping(change: (record: FeedbackRecord) => FeedbackRecord): StoreSubject {
  return store((inner) => ({ put: async (record) => ({ ...(await inner.put(change(record))), record }) }));
}

/** A store whose lists are changed. */
function listing(change: (items: readonly FeedbackRecord[]) => FeedbackRecord[]): StoreSubject {
  return store((inner) => ({
    list: async (query) => {
      const page = await inner.list(query);
      return { ...page, items: change(page.items) };
    },
  }));
}

/** A store that leaves a part of the query out. */
function deafTo(...names: ('customerId' | 'sentiment' | 'from' | 'to' | 'limit')[]): StoreSubject {
  return store((inner) => ({
    list: (query) =>
      inner.list({
        ...Object.fromEntries(Object.entries(query).filter(([name]) => !names.some((n) => n === name))),
        limit: names.includes('limit') ? 1000 : query.limit,
      }),
  }));
}

/** A store that checks and writes in two steps, so that twins come between. */
function racing(): StoreSubject {
  return store((inner) => ({
    put: async (record) => {
      const known = await inner.get(record.feedbackId);
      await pause();
      return known ? { record: known, created: false } : { record, created: (await inner.put(record)).created || true };
    },
    claim: async (claim) => {
      await pause();
      return { claim, created: true };
    },
  }));
}

const forgetful = (): StoreSubject => ({ ...storeSubject(), reopen: async () => new MemoryStore() });

export const STORE_MUTANTS: Mutants<StoreSubject> = {
  'get gives what put stored, field by field': () =>
    keeping(({ analysis, ...record }) => ({ ...record, analysis: { ...analysis, engine: '' } })),
  'optional fields, any Unicode text and names such as constructor come back as they were': () =>
    keeping((record) => ({ ...record, feedbackText: record.feedbackText.replaceAll('\u0000', '') })),
  'numbers come back to the last digit': () =>
    keeping((record) => ({
      ...record,
      sentimentScores: { ...record.sentimentScores, positive: Number(record.sentimentScores.positive.toFixed(6)) },
    })),
  'a text of 100,000 bytes comes back whole': () =>
    keeping((record) => ({ ...record, feedbackText: record.feedbackText.slice(0, 65_535) })),
  'a stored record knows its lake object': () => keeping(({ lakeKey: _, ...record }) => record),
  'the first put says that it created the record': () =>
    store((inner) => ({ put: async (record) => ({ ...(await inner.put(record)), created: false }) })),
  'a second put under the same id gives the record that stands': () =>
    store((inner) => ({ put: async (record) => ({ ...(await inner.put(record)), record }) })),
  'a second put under the same id changes nothing': () => {
    const latest = new Map<string, FeedbackRecord>();
    return store((inner) => ({
      put: async (record) => {
        latest.set(record.feedbackId, record);
        return inner.put(record);
      },
      get: async (feedbackId) => latest.get(feedbackId),
    }));
  },
  'of fifty puts at once under one id one is kept and all are told which': racing,
  'fifty records put at once are all there': () => {
    const nth = counter();
    return store((inner) => ({
      put: async (record) => (nth() % 25 === 0 ? { record, created: true } : inner.put(record)),
    }));
  },
  'what put acknowledged is there after a restart': forgetful,
  'an id that nobody stored gives nothing': () =>
    store((inner) => ({ get: async (id) => (await inner.get(id)) ?? Promise.reject(new Failure('not-found', id)) })),
  'changing an object that was put or given changes nothing stored': () => {
    const kept = new Map<string, FeedbackRecord>();
    return store(() => ({
      put: async (record) => ({ record: kept.set(record.feedbackId, record).get(record.feedbackId) ?? record, created: true }),
      get: async (feedbackId) => kept.get(feedbackId),
    }));
  },
  'the first claim stands and says so': () =>
    store((inner) => ({ claim: async (claim) => ({ ...(await inner.claim(claim)), created: false }) })),
  'a later claim gets the one that stands': () =>
    store((inner) => ({ claim: async (claim) => ({ ...(await inner.claim(claim)), claim }) })),
  'of fifty claims at once one stands and all are told which': racing,
  'a claim stands after a restart': forgetful,
  'get does not see a claim': () => claimsAsRecords('get'),
  'list does not see a claim': () => claimsAsRecords('list'),
  'a claim does not stand in the way of its record, nor the record in the way of the claim': () => {
    const claimed = new Set<string>();
    return store((inner) => ({
      claim: (claim) => {
        claimed.add(claim.feedbackId);
        return inner.claim(claim);
      },
      put: async (record) => (claimed.has(record.feedbackId) ? { record, created: false } : inner.put(record)),
    }));
  },
  'list gives the newest first, and of one second the highest id first': () => listing((items) => items.toReversed()),
  'list gives whole records': () => listing((items) => items.map(({ metadata: _, ...item }) => item)),
  'list by customer gives that customer alone': () => deafTo('customerId'),
  'a customer whose name looks like a part of another’s list has a list of its own': () =>
    keeping((record) => ({ ...record, customerId: record.customerId.replace(/#.*/, '') })),
  'list by sentiment gives that sentiment alone': () => deafTo('sentiment'),
  'list by time takes the first second and leaves out the last': () =>
    store((inner) => ({ list: (query) => inner.list({ ...query, ...(query.to !== undefined && { to: query.to + 1 }) }) })),
  'list by customer, sentiment and time gives what satisfies all three': () =>
    store((inner) => ({
      list: ({ sentiment, ...query }) =>
        inner.list({ ...query, ...(query.customerId === undefined && sentiment && { sentiment }) }),
    })),
  'following the cursors gives every record once, also where many share a second': () =>
    store((inner) => ({
      list: async (query) => {
        const page = await inner.list(query);
        return { items: page.items, ...(page.cursor && { cursor: page.cursor.replace(/\..*/, '.0') }) };
      },
    })),
  'no page is longer than its limit': () => deafTo('limit'),
  'a page has a cursor exactly when more follows': () =>
    store((inner) => ({ list: async (query) => ({ cursor: '0.0', ...(await inner.list(query)) }) })),
  'records that come while someone turns the pages do not push others out of them': () =>
    store((inner) => ({
      list: async ({ cursor = '0.x', ...query }) => {
        const start = Number(cursor.split('.')[0]);
        const { items } = await inner.list({ ...query, limit: 1000 });
        const end = start + query.limit;
        return { items: items.slice(start, end), ...(end < items.length && { cursor: `${end}.x` }) };
      },
    })),
  'a cursor that the store never gave is invalid': () =>
    store((inner) => ({ list: ({ cursor: _, ...query }) => inner.list(query) })),
};

/** A store that keeps a claim where records are and shows it through one of its methods. */
function claimsAsRecords(method: 'get' | 'list'): StoreSubject {
  const leaked = new MemoryStore();
  return store((inner) => ({
    claim: async (claim) => {
      await leaked.put({
        ...claim,
        customerId: '',
        feedbackText: '',
        sentiment: 'UNKNOWN',
        sentimentScores: { positive: 0, negative: 0, neutral: 0, mixed: 0 },
        language: '',
        analysis: { engine: '', engineVersion: '', chunks: 0, fallback: false },
      });
      return inner.claim(claim);
    },
    [method]: leaked[method].bind(leaked),
  }));
}
