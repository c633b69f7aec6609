import { parseSubmission, submitFeedback } from '@earshot/core';
import { describe, expect, it } from '@jest/globals';
import { bench, bodyOf, brokenStore, fieldsOf, MORNING } from './bench.ts';

const TEXTS = ['great', 'awful', 'a table', 'great and awful', 'love it'];

/** Feedback of two customers, one every hour from `MORNING` on. */
async function filled() {
  const time = { hour: 0 };
  const behind = bench({ clock: { now: () => MORNING + time.hour * 3_600_000 } });
  for (const text of TEXTS) {
    await submitFeedback(behind.pipeline, parseSubmission({ feedback: text, customer_id: `c-${time.hour % 2}` }));
    time.hour += 1;
  }
  const list = async (query: string) => {
    const response = await behind.app.request(`/feedback${query}`);
    const body = await bodyOf(response);
    const texts = body.items?.map(({ feedbackText }) => feedbackText);
    return { status: response.status, body, texts };
  };
  return { ...behind, list };
}

describe('GET /feedback', () => {
  it('gives records newest first, as they are stored', async () => {
    const { list, store } = await filled();
    const { status, body } = await list('');
    expect(status).toBe(200);
    expect(body).toEqual({ items: (await store.list({ limit: 50 })).items });
    expect(body.items).toHaveLength(5);
  });

  it('gives page after page by its cursor, and no cursor with the last', async () => {
    const { list } = await filled();
    const first = await list('?limit=3');
    const second = await list(`?limit=3&cursor=${encodeURIComponent(first.body.cursor ?? '')}`);
    expect([first.texts, second.texts]).toEqual([TEXTS.slice(2).reverse(), TEXTS.slice(0, 2).reverse()]);
    expect(second.body).not.toHaveProperty('cursor');
  });

  it.each([
    ['?sentiment=POSITIVE', ['love it', 'great']],
    ['?customer_id=c-1', ['great and awful', 'awful']],
    ['?customer_id=c-1&sentiment=NEGATIVE', ['awful']],
    ['?from=2026-11-24T13:00:00Z', ['love it', 'great and awful']],
    ['?from=2026-11-24T14:00:00%2B01:00', ['love it', 'great and awful']],
    ['?to=2026-11-24T11:00:00Z', ['great']],
    ['?to=2026-11-24T11:00:00.5Z', ['awful', 'great']],
    [`?from=${MORNING / 1000 + 1}&to=${MORNING / 1000 + 7201}`, ['a table', 'awful']],
    ['?from=2026-11-24&to=2026-11-25', [...TEXTS].reverse()],
    ['?from=2026-11-25', []],
    ['?unknown=1&limit=1', ['love it']],
  ])('selects by %s', async (query, texts) => {
    expect(await (await filled()).list(query)).toMatchObject({ status: 200, texts });
  });

  it('gives 50 when no limit is given, and up to 1,000', async () => {
    const asked: number[] = [];
    const store = brokenStore('internal');
    store.list = async ({ limit }) => {
      asked.push(limit);
      return { items: [] };
    };
    const { app } = bench({ store });
    for (const query of ['', '?limit=1', '?limit=1000']) expect((await app.request(`/feedback${query}`)).status).toBe(200);
    expect(asked).toEqual([50, 1, 1000]);
  });

  it.each([
    ['limit', 'limit=0'],
    ['limit', 'limit=1001'],
    ['limit', 'limit=2.5'],
    ['limit', 'limit=ten'],
    ['limit', 'limit='],
    ['limit', 'limit=1&limit=2'],
    ['sentiment', 'sentiment=positive'],
    ['sentiment', 'sentiment=POSITIVE&sentiment=MIXED'],
    ['customer_id', 'customer_id='],
    ['from', 'from=yesterday'],
    ['from', 'from=2026-02-30'],
    ['from', 'from=2026-11-24T10:00:00'],
    ['to', 'to=1e9'],
    ['to', 'to=-5'],
    ['cursor', 'cursor=never-given'],
    ['cursor', 'cursor='],
  ])('names %s in %s', async (field, query) => {
    const { status, body } = await (await filled()).list(`?${query}`);
    expect([status, body.code]).toEqual([400, 'invalid']);
    expect(body.details).toEqual([{ field, message: expect.any(String) }]);
    expect(body.error).toContain(field);
  });

  it('tells every problem at once', async () => {
    const { body } = await (await filled()).list('?limit=x&sentiment=x&from=x&to=x');
    expect(fieldsOf(body)).toEqual(['from', 'limit', 'sentiment', 'to']);
  });

  it.each([
    ['unavailable' as const, 503],
    ['internal' as const, 500],
  ])('answers a store that is %s with %i and offers no idempotency key', async (kind, status) => {
    const response = await bench({ store: brokenStore(kind) }).app.request('/feedback');
    expect(response.status).toBe(status);
    expect(await bodyOf(response)).toMatchObject({ error: 'Failed to process feedback', code: kind });
    expect(response.headers.has('idempotency-key')).toBe(false);
    expect(response.headers.has('retry-after')).toBe(status === 503);
  });
});

describe('GET /feedback/{id}', () => {
  it('gives the record', async () => {
    const { app, store } = await filled();
    const [record] = (await store.list({ limit: 1 })).items;
    const response = await app.request(`/feedback/${record?.feedbackId}`);
    expect(response.status).toBe(200);
    expect(await bodyOf(response)).toEqual(record);
  });

  it.each([['0b0e2a5c-0000-4000-8000-000000000000'], ['no-id'], ['%00'], ['..%2f..'], ['x'.repeat(5_000)]])(
    'answers 404 to the id of none: %s',
    async (id) => {
      const response = await bench().app.request(`/feedback/${id}`);
      expect(response.status).toBe(404);
      expect(await bodyOf(response)).toMatchObject({ code: 'not-found' });
    },
  );

  it('answers HEAD without a body', async () => {
    const response = await bench().app.request('/feedback', { method: 'HEAD' });
    expect([response.status, await response.text()]).toEqual([200, '']);
  });
});

describe('an edge without reading', () => {
  it('takes feedback and gives none back', async () => {
    const { app } = bench({}, { reading: false });
    const list = await app.request('/feedback');
    expect([list.status, list.headers.get('allow')]).toEqual([405, 'POST, OPTIONS']);
    expect((await app.request('/feedback/0b0e2a5c-0000-4000-8000-000000000000')).status).toBe(404);
  });
});
