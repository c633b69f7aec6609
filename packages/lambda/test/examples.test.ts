import { describe, expect, it } from '@jest/globals';
import { MISSING_TEXT_EXAMPLE, UNAVAILABLE_EXAMPLE } from '../src/openapi/examples.ts';
import { bench, brokenStore, post } from './bench.ts';

describe('the documented errors', () => {
  it.each([
    ['a text that is missing', 400, {}, { customer_id: 'c-1' }, MISSING_TEXT_EXAMPLE],
    ['a store that is down', 503, { store: brokenStore('unavailable') }, { feedback: 'ok' }, UNAVAILABLE_EXAMPLE],
  ])('are what is answered to %s, but for the request id', async (_, status, changes, body, example) => {
    const response = await bench(changes).app.request('/feedback', post(body));
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({ ...example, requestId: expect.any(String) });
  });
});
