import { lakeKeyOf } from '@earshot/core';
import { describe, expect, it } from '@jest/globals';
import { bench, bodyOf, fieldsOf, post } from './bench.ts';

const KEY = 'order-4711-abcdef';

async function refusal(body: unknown, headers: Record<string, string> = {}) {
  const response = await bench().app.request('/feedback', post(body, headers));
  return { status: response.status, body: await bodyOf(response) };
}

describe('POST /feedback', () => {
  it('keeps the feedback and answers with its id and sentiment', async () => {
    const { app, store, lake } = bench();
    const response = await app.request('/feedback', post({ feedback: 'great service', customer_id: 'c-1', rating: 9 }));
    expect(response.status).toBe(200);
    const body = await bodyOf(response);
    expect(body).toEqual({
      message: 'Feedback processed successfully',
      feedbackId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      sentiment: 'POSITIVE',
    });
    const [record] = (await store.list({ limit: 10 })).items;
    expect(record).toMatchObject({ feedbackId: body.feedbackId, customerId: 'c-1', feedbackText: 'great service', rating: 9 });
    expect(record && lake.objects.has(lakeKeyOf(record))).toBe(true);
  });

  it('gives the same receipt for the same key, and 409 when the body differs', async () => {
    const { app } = bench();
    const send = (feedback: string) => app.request('/feedback', post({ feedback }, { 'idempotency-key': KEY }));
    const first = await bodyOf(await send('great'));
    expect(await bodyOf(await send('great'))).toEqual(first);
    const other = await send('awful');
    expect(other.status).toBe(409);
    expect(await bodyOf(other)).toMatchObject({ code: 'conflict', details: [{ field: 'Idempotency-Key' }] });
  });

  it.each([[{}], [{ feedback: null }], [{ feedback: '' }], [{ feedback: ' \n' }], [{ customer_id: 'c-1' }]])(
    'says that the text is required: %j',
    async (body) => {
      expect(await refusal(body)).toMatchObject({ status: 400, body: { error: 'Feedback text is required', code: 'invalid' } });
    },
  );

  it.each([['null'], ['[]'], ['3'], ['"text"'], [''], ['  \n']])('refuses a body that is no JSON object: %j', async (body) => {
    const { status, body: answer } = await refusal(body);
    expect(status).toBe(400);
    expect(answer).toMatchObject({ code: 'invalid', error: expect.stringContaining('must be a JSON object') });
    expect(fieldsOf(answer)).toEqual(['body']);
  });

  it.each([['{"feedback":'], ['feedback=great'], ["{'feedback':'x'}"], ['{"feedback":"a"}}'], ['<xml/>']])(
    'says of what is not JSON that it must be: %j',
    async (body) => {
      const { status, body: answer } = await refusal(body);
      expect(status).toBe(400);
      expect(answer).toMatchObject({ code: 'invalid', error: expect.stringContaining('JSON') });
      expect(fieldsOf(answer)).toEqual(['body']);
    },
  );

  it('tells every problem at once, each by the name that the client used', async () => {
    const body = { feedback: 7, customer_id: 42, language: 'not a tag', rating: 'x', source: {}, metadata: { page: 1 } };
    const { status, body: answer } = await refusal(body, { 'idempotency-key': 'a b' });
    expect(status).toBe(400);
    expect(fieldsOf(answer)).toEqual([
      'Idempotency-Key',
      'customer_id',
      'feedback',
      'language',
      'metadata.page',
      'rating',
      'source',
    ]);
  });

  it('refuses __proto__ as a metadata name and takes it elsewhere as a field it does not know', async () => {
    expect(await refusal('{"feedback":"ok","metadata":{"__proto__":"x"}}')).toMatchObject({
      status: 400,
      body: { details: [{ field: 'metadata.__proto__' }] },
    });
    expect((await refusal('{"feedback":"ok","__proto__":{"feedback":7},"constructor":1}')).status).toBe(200);
    expect(await refusal('{"__proto__":{"feedback":"ok"}}')).toMatchObject({ body: { error: 'Feedback text is required' } });
  });

  it.each([['short'], ['a b c d e f g h i j'], ['x'.repeat(256)], ['x'.repeat(8000)], ['clé-0123456789abcdef'], ['']])(
    'refuses the idempotency key %j by name',
    async (key) => {
      const { status, body } = await refusal({ feedback: 'ok' }, { 'idempotency-key': key });
      expect(status).toBe(400);
      expect(fieldsOf(body)).toEqual(['Idempotency-Key']);
    },
  );

  it('refuses bytes that are not UTF-8, and text with a lone surrogate', async () => {
    const bytes = new Uint8Array([...new TextEncoder().encode('{"feedback":"caf'), 0xe9, 0x22, 0x7d]);
    const { status, body } = await refusal(bytes);
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'invalid', details: [{ field: 'body', message: expect.stringContaining('UTF-8') }] });
    expect(fieldsOf((await refusal('{"feedback":"a\\ud800"}')).body)).toEqual(['feedback']);
  });

  it('takes a byte order mark, any content type and none', async () => {
    expect((await refusal('\ufeff{"feedback":"ok"}')).status).toBe(200);
    expect((await refusal('{"feedback":"ok"}', { 'content-type': 'text/plain' })).status).toBe(200);
    expect((await refusal(new TextEncoder().encode('{"feedback":"ok"}'))).status).toBe(200);
  });

  it.each([
    ['[', ']'],
    ['{"feedback":', '}'],
  ])('answers 400 to 50,000-deep nesting of %s', async (open, close) => {
    const nested = `${open.repeat(50_000)}1${close.repeat(50_000)}`;
    expect((await refusal(nested)).status).toBe(400);
    expect((await refusal(`{"feedback":"ok","metadata":${nested}}`)).status).toBe(400);
    expect((await refusal(`{"feedback":"ok","unknown":${nested}}`)).status).toBe(200);
  });

  it('answers 413 to a field over its limit: a text over 100,000 bytes, however few its characters', async () => {
    expect((await refusal({ feedback: `${'€'.repeat(33_333)}x` })).status).toBe(200);
    expect(await refusal({ feedback: '€'.repeat(33_334) })).toMatchObject({
      status: 413,
      body: { code: 'too-large', details: [{ field: 'feedback' }] },
    });
    expect((await refusal({ feedback: 'ok', source: 'x'.repeat(65) })).status).toBe(413);
  });

  it('answers 413 to a body over 1 MiB', async () => {
    expect(await refusal({ feedback: 'x'.repeat(2_000_000) })).toMatchObject({
      status: 413,
      body: { code: 'too-large', details: [{ field: 'body' }] },
    });
    expect((await refusal(`{"feedback":"ok"}${' '.repeat(1_048_576 - 17)}`)).status).toBe(200);
    expect((await refusal(`{"feedback":"ok"}${' '.repeat(1_048_577 - 17)}`)).status).toBe(413);
  });

  it('does not read on past 1 MiB, nor at all when the length is announced', async () => {
    const stream = (chunks: { given: number; cancelled: boolean }) =>
      new ReadableStream(
        {
          pull(controller) {
            chunks.given += 1;
            controller.enqueue(new Uint8Array(65_536));
          },
          cancel() {
            chunks.cancelled = true;
          },
        },
        { highWaterMark: 0 },
      );
    const endless = { given: 0, cancelled: false };
    const chunked = await bench().app.request('/feedback', { method: 'POST', body: stream(endless), duplex: 'half' });
    expect(chunked.status).toBe(413);
    expect(endless).toEqual({ given: 17, cancelled: true });
    const announced = { given: 0, cancelled: false };
    const headers = { 'content-length': '2000000' };
    const known = await bench().app.request('/feedback', { method: 'POST', body: stream(announced), duplex: 'half', headers });
    expect(known.status).toBe(413);
    expect(announced.given).toBe(0);
  });

  it('answers 400 when the body breaks off', async () => {
    const body = new ReadableStream({
      pull(controller) {
        controller.error(new Error('reset'));
      },
    });
    const response = await bench().app.request('/feedback', { method: 'POST', body, duplex: 'half' });
    expect(response.status).toBe(400);
    expect(await bodyOf(response)).toMatchObject({ code: 'invalid', details: [{ field: 'body' }] });
  });

  it('gives what is left of the deadline on to the analyzer', async () => {
    const given: number[] = [];
    const analyzer = {
      analyze: async (texts: readonly unknown[], withinMs: number) => {
        given.push(withinMs);
        const scores = { positive: 0, negative: 0, neutral: 1, mixed: 0 };
        const provenance = { engine: 'e', engineVersion: '1', chunks: 1, fallback: false };
        return texts.map(() => ({ analysis: { sentiment: 'NEUTRAL' as const, scores, language: 'en', ...provenance } }));
      },
    };
    await bench({ analyzer }, { remainingMs: () => 6_000 }).app.request('/feedback', post({ feedback: 'ok' }));
    await bench({ analyzer }).app.request('/feedback', post({ feedback: 'ok' }));
    expect(given).toEqual([2_000, 8_000]);
  });
});
