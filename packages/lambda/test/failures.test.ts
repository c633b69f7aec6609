import { Failure, type FailureKind } from '@earshot/core';
import { MemoryLake } from '@earshot/core/memory';
import { describe, expect, it } from '@jest/globals';
import { bench, bodyOf, brokenStore, post } from './bench.ts';

const SUBMISSION = { feedback: 'a secret text, great', customer_id: 'c-1-secret' };

class SocketError extends Error {
  override readonly name = 'SocketError';
  readonly code = 'ENOSPC';
}

const throwing = (error: unknown) => {
  const lake = new MemoryLake();
  return Object.assign(lake, { append: () => Promise.reject(error) });
};

describe('a failure that is not the caller’s', () => {
  it.each<[FailureKind, number]>([
    ['throttled', 503],
    ['unavailable', 503],
    ['denied', 500],
    ['internal', 500],
  ])('%s is answered with %i, one sentence, and the key that makes the retry converge', async (kind, status) => {
    const { app } = bench({ store: brokenStore(kind) });
    const response = await app.request('/feedback', post(SUBMISSION));
    expect(response.status).toBe(status);
    expect(await bodyOf(response)).toEqual({
      error: 'Failed to process feedback',
      code: kind,
      requestId: response.headers.get('x-request-id'),
    });
    expect(response.headers.get('idempotency-key')).toMatch(/^retry\.\d+\./);
    expect(response.headers.has('retry-after')).toBe(status === 503);
  });

  it('says in whole seconds when to come again', async () => {
    const response = await bench({ store: brokenStore('throttled') }).app.request('/feedback', post(SUBMISSION));
    expect(response.headers.get('retry-after')).toMatch(/^[1-9]\d?$/);
  });

  it('converges when the retry carries the key that came back', async () => {
    const lake = new MemoryLake();
    const append = lake.append.bind(lake);
    lake.append = () => Promise.reject(new Failure('unavailable', 'it is down'));
    const { app, store } = bench({ lake });
    const failed = await app.request('/feedback', post(SUBMISSION));
    lake.append = append;
    const key = failed.headers.get('idempotency-key') ?? '';
    const retried = await app.request('/feedback', post(SUBMISSION, { 'idempotency-key': key }));
    expect(retried.status).toBe(200);
    expect((await store.list({ limit: 10 })).items).toHaveLength(1);
    expect(lake.objects.size).toBe(1);
  });

  it('gives the caller’s own key back', async () => {
    const { app } = bench({ store: brokenStore('unavailable') });
    const response = await app.request('/feedback', post(SUBMISSION, { 'idempotency-key': 'order-4711' }));
    expect(response.headers.get('idempotency-key')).toBe('order-4711');
  });

  it.each<[string, unknown]>([
    ['an error', new TypeError('a secret text')],
    ['no error at all', 'a secret text of c-1-secret'],
    ['undefined', undefined],
  ])('is 500 when an adapter throws %s', async (_, thrown) => {
    const { app, logged } = bench({ lake: throwing(thrown) });
    const response = await app.request('/feedback', post(SUBMISSION));
    expect(response.status).toBe(500);
    expect(await bodyOf(response)).toMatchObject({ error: 'Failed to process feedback', code: 'internal' });
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(JSON.stringify(logged)).not.toContain('secret');
  });

  it('is 500 when reading throws what is no error', async () => {
    const store = brokenStore('internal');
    store.list = () => Promise.reject('a secret text');
    const { app, logged } = bench({ store });
    const response = await app.request('/feedback');
    expect(response.status).toBe(500);
    expect(await bodyOf(response)).toMatchObject({ error: 'Failed to process feedback', code: 'internal' });
    expect(JSON.stringify(logged)).not.toContain('secret');
  });

  it('is logged with request id, kind and the name of its cause, without text, customer or any error’s message', async () => {
    const cause = new Failure('unavailable', 'a secret text', { cause: new SocketError('a secret text\n    at c-1-secret') });
    const { app, logged } = bench({ lake: throwing(cause) });
    const response = await app.request('/feedback', post(SUBMISSION));
    expect(logged).toHaveLength(1);
    expect(logged[0]).toMatchObject({ level: 'error' });
    expect(logged[0]?.fields).toMatchObject({
      requestId: response.headers.get('x-request-id'),
      status: 503,
      kind: 'unavailable',
    });
    const line = JSON.stringify(logged);
    expect(line).toContain('SocketError');
    expect(line).toContain('ENOSPC');
    expect(line).not.toContain('secret');
  });

  it.each([{ code: 'ENOSPC' }, { code: 'ERR_SQLITE_ERROR', errcode: 13 }])(
    'is logged as a full disk where it is one: %j',
    async (fields) => {
      const cause = Object.assign(new Error('no room for a secret text'), fields);
      const { app, logged } = bench({ lake: throwing(new Failure('unavailable', 'x', { cause })) });
      await app.request('/feedback', post(SUBMISSION));
      expect(logged[0]?.fields).toMatchObject({ kind: 'unavailable', reason: 'the disk of the data folder is full' });
    },
  );
});

describe('a failure that is the caller’s', () => {
  it.each<[string, unknown, Record<string, string>]>([
    ['a wrong type', { feedback: ['secret'] }, {}],
    ['no JSON', '{"feedback": secret', {}],
    ['a customer id', { feedback: 'ok', customer_id: ['secret'] }, {}],
    ['a metadata name', { feedback: 'ok', metadata: { secret: 1 } }, {}],
    ['a key', { feedback: 'ok' }, { 'idempotency-key': 'secret 1' }],
  ])('leaves nothing of it in the log: %s', async (_, body, headers) => {
    const { app, logged } = bench();
    expect((await app.request('/feedback', post(body, headers))).status).toBe(400);
    expect(JSON.stringify(logged)).not.toContain('secret');
    expect(logged.map(({ level }) => level)).not.toContain('error');
  });

  it('answers what has been taken without a word in the log that tells who or what', async () => {
    const { app, logged } = bench();
    await app.request('/feedback', post(SUBMISSION));
    await app.request('/feedback?customer_id=c-1-secret');
    expect(JSON.stringify(logged)).not.toContain('secret');
  });
});

describe('the request id', () => {
  it('is a fresh UUID, the same in header and body', async () => {
    const { app } = bench();
    const [one, two] = [await app.request('/nowhere'), await app.request('/nowhere')];
    expect(one.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(one.headers.get('x-request-id')).not.toBe(two.headers.get('x-request-id'));
    expect(await bodyOf(one)).toMatchObject({ requestId: one.headers.get('x-request-id') });
  });

  it('is on answers that are no errors, and never the client’s own', async () => {
    const response = await bench().app.request('/feedback', post(SUBMISSION, { 'x-request-id': 'mine' }));
    expect(response.status).toBe(200);
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('what is not there', () => {
  it.each([['/'], ['/feedback/'], ['/feedback/a/b'], ['/Feedback'], ['/%'], ['/%E0%A4%A'], ['/__proto__']])(
    'is 404 with the same body: %s',
    async (path) => {
      const response = await bench().app.request(path);
      expect(response.status).toBe(404);
      expect(await bodyOf(response)).toEqual({
        error: expect.any(String),
        code: 'not-found',
        requestId: response.headers.get('x-request-id'),
      });
    },
  );

  it.each([
    ['DELETE', '/feedback', ['GET', 'HEAD', 'OPTIONS', 'POST']],
    ['PUT', '/feedback', ['GET', 'HEAD', 'OPTIONS', 'POST']],
    ['POST', '/feedback/1', ['GET', 'HEAD']],
    ['POST', '/openapi.json', ['GET', 'HEAD']],
  ])('%s %s is 405 and says what is allowed', async (method, path, allowed) => {
    const response = await bench().app.request(path, { method });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')?.split(', ').sort()).toEqual(allowed);
    expect(await bodyOf(response)).toMatchObject({ code: 'method-not-allowed', requestId: expect.any(String) });
  });
});
