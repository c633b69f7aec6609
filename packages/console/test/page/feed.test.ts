import type { FeedbackRecord, Page } from '@earshot/core';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Loaded, loaded, loadMore, loadNewest, startAgain } from '../../src/page/feedback/feed.ts';

const QUERY = new URLSearchParams('language=en');
const OTHER = new URLSearchParams('language=de');

const record = (timestamp: number): FeedbackRecord => ({
  feedbackId: `id-${timestamp}`,
  timestamp,
  customerId: 'anonymous',
  feedbackText: 'Fine',
  sentiment: 'NEUTRAL',
  sentimentScores: { positive: 0, negative: 0, neutral: 1, mixed: 0 },
  language: 'en',
  analysis: { engine: 'earshot-linear', engineVersion: '1', chunks: 1, fallback: false },
  lakeKey: 'raw/x',
});

const page = (times: readonly number[], cursor?: string): Page => ({
  items: times.map(record),
  ...(cursor !== undefined && { cursor }),
});

/** Times one after the other, the newest first. */
const down = (from: number, count: number) => Array.from({ length: count }, (_, index) => from - index);

/** What stays the same of a list whose end was reached. */
const list = (times: readonly number[], more: Partial<Loaded> = {}): Loaded => ({
  key: `${QUERY}`,
  items: times.map(record),
  cursor: undefined,
  isOutdated: false,
  arrived: 0,
  error: undefined,
  ...more,
});

const shown = () => loaded.value?.items.map(({ timestamp }) => timestamp);

/** Answers that a test gives one after the other, each when it is due. */
const answers: (Response | Promise<Response>)[] = [];
const asked: string[] = [];
const actual = globalThis.fetch;

const answer = (body: object, status = 200) => new Response(JSON.stringify(body), { status });

beforeEach(() => {
  answers.length = 0;
  asked.length = 0;
  loaded.value = undefined;
  globalThis.fetch = async (address) => {
    asked.push(`${address}`);
    const next = await answers.shift();
    if (!next) throw new Error(`nobody awaited ${address}`);
    return next;
  };
});

afterEach(() => {
  globalThis.fetch = actual;
});

const stop = new AbortController().signal;

describe('what comes in', () => {
  it('stands where its time belongs, also when it is older than what is there', async () => {
    loaded.value = list([30, 10]);
    answers.push(answer(page([40, 30, 20, 10])));
    await loadNewest(QUERY, stop);
    expect(shown()).toEqual([40, 30, 20, 10]);
    expect(loaded.value?.arrived).toBe(2);
  });

  it('is put before a list that was loaded far, and leaves it as far loaded', async () => {
    loaded.value = list(down(100, 60), { cursor: '41.id-41' });
    answers.push(answer(page(down(103, 25), '79.id-79')));
    await loadNewest(QUERY, stop);
    expect(shown()).toEqual(down(103, 63));
    expect(loaded.value).toMatchObject({ cursor: '41.id-41', isOutdated: false });
  });

  it('is only told of where it is more than a page and the list was loaded far', async () => {
    loaded.value = list(down(100, 60), { cursor: '41.id-41' });
    answers.push(answer(page(down(200, 25), '176.id-176')));
    await loadNewest(QUERY, stop);
    expect(shown()).toEqual(down(100, 60));
    expect(loaded.value?.isOutdated).toBe(true);
  });

  it('has no gap to what is there where a search broke off', async () => {
    loaded.value = list([30, 10]);
    answers.push(answer(page([50], '50.id-50')), answer(page([], '45.x')), answer(page([40, 30], '30.id-30')));
    await loadNewest(QUERY, stop);
    expect(shown()).toEqual([50, 40, 30, 10]);
    expect(asked[1]).toMatch(/limit=24&cursor=50\.id-50$/);
  });

  it('shows what a first search found before it goes on', async () => {
    const rest = Promise.withResolvers<Response>();
    answers.push(answer(page([50], '50.id-50')), rest.promise);
    const loading = loadNewest(QUERY, stop);
    while (shown() === undefined) await new Promise(setImmediate);
    expect(shown()).toEqual([50]);
    rest.resolve(answer(page([20])));
    await loading;
    expect(shown()).toEqual([50, 20]);
  });
});

describe('answers that come late', () => {
  it('change nothing under another filter', async () => {
    loaded.value = list(down(100, 60), { isOutdated: true });
    const late = Promise.withResolvers<Response>();
    answers.push(late.promise, answer(page([7])));
    const again = startAgain(QUERY);
    await loadNewest(OTHER, stop);
    late.resolve(answer(page(down(200, 25))));
    await again;
    expect(loaded.value).toMatchObject({ key: `${OTHER}`, items: [{ timestamp: 7 }] });
  });

  it('are not appended to a list that was begun anew meanwhile', async () => {
    loaded.value = list(down(100, 50), { cursor: '51.id-51', isOutdated: true });
    const late = Promise.withResolvers<Response>();
    answers.push(late.promise, answer(page(down(200, 25), '176.id-176')));
    const more = loadMore(QUERY);
    await startAgain(QUERY);
    late.resolve(answer(page(down(50, 25), '26.id-26')));
    await more;
    expect(shown()).toEqual(down(200, 25));
    expect(loaded.value?.cursor).toBe('176.id-176');
  });

  it('are no refusal of what is asked now', async () => {
    const given = new AbortController();
    const body = Promise.withResolvers<string>();
    const refused = answer({}, 503);
    Object.assign(refused, { json: async () => JSON.parse(await body.promise) });
    answers.push(refused, answer(page([7])));
    const old = loadNewest(QUERY, given.signal);
    given.abort();
    await loadNewest(OTHER, stop);
    body.resolve('{"error":"too late"}');
    await old;
    expect(loaded.value).toMatchObject({ key: `${OTHER}`, error: undefined });
  });
});

it('says what the server told when it would not give the list', async () => {
  answers.push(answer({ error: 'the store is busy' }, 503));
  await loadNewest(QUERY, stop);
  expect(loaded.value).toMatchObject({ items: [], error: 'the store is busy' });
});
