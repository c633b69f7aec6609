import { describe, expect, it } from '@jest/globals';
import { bench, brokenStore, post } from './bench.ts';

const origin = (response: Response) => response.headers.get('access-control-allow-origin');
const names = (response: Response, header: string) => response.headers.get(header)?.toLowerCase().split(/, */).sort();

describe('a page of another origin', () => {
  it('may submit: the preflight allows its method and its headers', async () => {
    const headers = { origin: 'https://shop.example', 'access-control-request-method': 'POST' };
    const response = await bench().app.request('/feedback', { method: 'OPTIONS', headers });
    expect(response.status).toBe(204);
    expect(origin(response)).toBe('*');
    expect(names(response, 'access-control-allow-methods')).toContain('post');
    expect(names(response, 'access-control-allow-headers')).toEqual(['content-type', 'idempotency-key']);
  });

  it.each([
    ['what was taken', 200, {}, { feedback: 'ok' }],
    ['what was refused', 400, {}, {}],
    ['what was too large', 413, {}, { feedback: 'x'.repeat(2_000_000) }],
    ['what failed', 503, { store: brokenStore('throttled') }, { feedback: 'ok' }],
    ['what broke', 500, { store: brokenStore('internal') }, { feedback: 'ok' }],
  ])('can read the answer to %s', async (_, status, changes, body) => {
    const response = await bench(changes).app.request('/feedback', post(body, { origin: 'https://shop.example' }));
    expect(response.status).toBe(status);
    expect(origin(response)).toBe('*');
    expect(names(response, 'access-control-expose-headers')).toEqual(['idempotency-key', 'retry-after', 'x-request-id']);
  });

  it('can read the answer to a conflict', async () => {
    const { app } = bench();
    const send = (feedback: string) => app.request('/feedback', post({ feedback }, { 'idempotency-key': 'order-4711-abcdef' }));
    await send('one');
    const response = await send('two');
    expect([response.status, origin(response)]).toEqual([409, '*']);
  });

  it('may be named by a setting', async () => {
    const { app } = bench({}, { corsOrigin: 'https://shop.example' });
    const response = await app.request('/feedback', post({ feedback: 'ok' }, { origin: 'https://shop.example' }));
    expect(origin(response)).toBe('https://shop.example');
    const foreign = await app.request('/feedback', post({ feedback: 'ok' }, { origin: 'https://other.example' }));
    expect(origin(foreign)).not.toBe('https://other.example');
  });

  it.each([
    ['GET', '/feedback'],
    ['GET', '/feedback?limit=0'],
    ['HEAD', '/feedback'],
    ['GET', '/feedback/0b0e2a5c-0000-4000-8000-000000000000'],
    ['OPTIONS', '/feedback/0b0e2a5c-0000-4000-8000-000000000000'],
  ])('can never read feedback: %s %s', async (method, path) => {
    const response = await bench().app.request(path, { method, headers: { origin: 'https://shop.example' } });
    const about = [...response.headers.keys()].filter((name) => name.startsWith('access-control-'));
    expect(about).toEqual([]);
  });
});
