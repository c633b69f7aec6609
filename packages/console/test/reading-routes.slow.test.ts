import type { SearchQuery } from '@earshot/adapters-local';
import type { FeedbackRecord, Page } from '@earshot/core';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { Hono } from 'hono';
import { exportRoute } from '../src/serving/export-route.ts';
import { type LocalApp, localApp } from './support/local-app.ts';
import type { Given } from './support/records.ts';

const START = Date.UTC(2026, 10, 20) / 1000;
const SENTIMENTS = ['POSITIVE', 'NEGATIVE', 'NEUTRAL', 'MIXED', 'UNKNOWN'] as const;

/** Three hours and more, a record every four seconds; more than an export reads at once. */
const RECORDS = Array.from({ length: 2_500 }, (_, index): Given & { readonly timestamp: number } => ({
  feedbackText: index % 10 === 0 ? `=Größe ${index}, "so" 50%_\n` : `size ${index}`,
  timestamp: START + 4 * index,
  sentiment: SENTIMENTS[index % 5] ?? 'UNKNOWN',
  language: index % 3 === 0 ? 'de' : 'en',
  customerId: `c-${index % 7}`,
  ...(index % 4 > 0 && { source: `s-${index % 4}` }),
}));

let app: LocalApp;

beforeAll(async () => {
  app = await localApp(RECORDS);
});

afterAll(() => app.close());

async function json<T>(path: string): Promise<T> {
  const response = await app.ask(path);
  expect([path, response.status]).toEqual([path, 200]);
  return JSON.parse(await response.text());
}

describe('GET /statistics', () => {
  it.each([
    ['', () => true],
    ['&sentiment=NEGATIVE', ({ sentiment }: Given) => sentiment === 'NEGATIVE'],
    ['&source=', ({ source }: Given) => source === undefined],
    ['&source=s-1&language=de', ({ source, language }: Given) => source === 's-1' && language === 'de'],
    ['&customer_id=c-3', ({ customerId }: Given) => customerId === 'c-3'],
    ['&text=GR%C3%96%C3%9FE', ({ feedbackText }: Given) => feedbackText.includes('Größe')],
    ['&text=50%25_', ({ feedbackText }: Given) => feedbackText.includes('50%_')],
    [
      `&from=${START + 100}&to=${START + 5_000}`,
      ({ timestamp = 0 }: Given) => timestamp >= START + 100 && timestamp < START + 5_000,
    ],
  ])('counts what %s lets through', async (filter, passes) => {
    const passing = RECORDS.filter(passes).length;
    expect(await json(`/statistics?${filter}`)).toEqual({ rows: [{ count: passing }] });
    const { rows } = await json<{ rows: { count: number }[] }>(`/statistics?by=hour&by=sentiment&by=source${filter}`);
    expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(passing);
  });

  it('tells apart by what it is asked, in order', async () => {
    const { rows } = await json<{ rows: object[] }>('/statistics?by=language&by=day');
    expect(rows).toEqual([
      { count: 834, language: 'de', day: START },
      { count: 1_666, language: 'en', day: START },
    ]);
  });
});

describe('GET /search', () => {
  it('gives each record once, newest first, page by page, while others come in', async () => {
    const ids: string[] = [];
    let cursor = '';
    do {
      const page = await json<Page>(`/search?source=s-2&limit=100${cursor && `&cursor=${cursor}`}`);
      ids.push(...page.items.map(({ feedbackText }) => feedbackText));
      cursor = page.cursor ?? '';
      await app.ask('/feedback', { method: 'POST', body: JSON.stringify({ feedback: 'later', source: 's-2' }) });
    } while (cursor !== '');
    expect(ids).toEqual(
      RECORDS.filter(({ source }) => source === 's-2')
        .map(({ feedbackText }) => feedbackText)
        .reverse(),
    );
  });
});

describe('what cannot be asked', () => {
  it.each([
    ['/search?limit=0', 'limit'],
    ['/search?limit=1001', 'limit'],
    ['/search?cursor=nonsense', 'cursor'],
    ['/search?sentiment=ANGRY', 'sentiment'],
    ['/search?source=a&source=b', 'source'],
    [`/search?text=${'x'.repeat(201)}`, 'text'],
    ['/statistics?by=weekday', 'by'],
    ['/statistics?by=hour&by=hour', 'by'],
    ['/statistics?by=hour&by=day&by=source&by=language', 'by'],
    ['/statistics?from=yesterday', 'from'],
    ['/export?format=xlsx', 'format'],
    ['/export?to=tomorrow', 'to'],
    ['/import', 'name', 'POST'],
    ['/import?name=a.pdf', 'name', 'POST'],
    ['/import?name=a.csv&encoding=klingon', 'encoding', 'POST'],
    ['/query', 'sql', 'POST'],
  ])('%s: %s is named', async (path, field, method = 'GET') => {
    const response = await app.ask(path, { method });
    expect([response.status, await response.json()]).toMatchObject([400, { code: 'invalid', details: [{ field }] }]);
  });

  it('all are named at once', async () => {
    const response = await app.ask(`/search?text=${'x'.repeat(300)}&limit=no&source=a&source=b&language=en`);
    const details = [{ field: 'limit' }, { field: 'source' }, { field: 'text' }];
    expect([response.status, await response.json()]).toMatchObject([400, { details }]);
  });
});

describe('GET /export', () => {
  it('gives all that the filters let through, as CSV and as JSON', async () => {
    const expected = RECORDS.filter(({ language }) => language === 'en').reverse();
    const csv = await app.ask('/export?format=csv&language=en&to=2026-11-25');
    expect(csv.headers.get('content-disposition')).toMatch(/^attachment; filename="earshot-[\d-]+\.csv"$/);
    const rows: Record<string, string>[] = parse(await csv.text(), { bom: true, columns: true });
    expect(rows.map(({ feedback }) => feedback)).toEqual(expected.map(({ feedbackText }) => feedbackText.replace(/^=/, "'=")));
    const records = await json<FeedbackRecord[]>('/export?format=json&language=en&to=2026-11-25');
    expect(records.map(({ feedbackText }) => feedbackText)).toEqual(expected.map(({ feedbackText }) => feedbackText));
    expect(await json('/export?format=json&language=fi')).toEqual([]);
  });

  it('reads no further than its reader does, and ends when that goes away', async () => {
    const asked: SearchQuery[] = [];
    const one = (await json<Page>('/search?limit=1')).items;
    const endless = new Hono();
    exportRoute(endless, {
      search: async (query) => {
        asked.push(query);
        return { items: Array.from({ length: query.limit }, () => one).flat(), cursor: `${asked.length}.x` };
      },
    });
    const response = await endless.request('/export?format=json');
    const reader = response.body?.getReader();
    for (let read = 0; read < 1_000_000; ) read += (await reader?.read())?.value?.length ?? 0;
    const before = asked.length;
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(asked.length - before).toBeLessThanOrEqual(2);
    await reader?.cancel();
    const after = asked.length;
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(asked.length).toBe(after);
  });
});
