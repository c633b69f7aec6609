import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { onApiGateway } from '../src/index.ts';
import { bench, brokenStore } from './bench.ts';
import { gatewayEvent } from './gateway-event.ts';

const SUBMISSION = '{"feedback":"great service","customer_id":"c-1"}';
const base64 = (text: string) => Buffer.from(text).toString('base64');

async function answerTo(changes: Parameters<typeof gatewayEvent>[0], behind = bench()) {
  const { statusCode, body, headers, isBase64Encoded } = await onApiGateway(behind.app)(gatewayEvent(changes));
  return { statusCode, headers, isBase64Encoded, body: body === '' ? undefined : JSON.parse(body) };
}

describe('behind API Gateway', () => {
  const printed = jest.spyOn(console, 'error').mockImplementation(() => {});
  afterEach(() => expect(printed).not.toHaveBeenCalled());

  it.each([
    ['as text', { body: SUBMISSION }],
    ['as base64', { body: base64(SUBMISSION), isBase64Encoded: true }],
  ])('a body that comes %s is taken', async (_, changes) => {
    const answer = await answerTo(changes);
    expect(answer).toMatchObject({ statusCode: 200, isBase64Encoded: false, body: { sentiment: 'POSITIVE' } });
    expect(answer.headers).toMatchObject({ 'access-control-allow-origin': '*', 'x-request-id': 'gateway-id-1' });
  });

  it('a body in base64 is the same bytes', async () => {
    const behind = bench();
    await answerTo({ body: base64('{"feedback":"café 𝄞"}'), isBase64Encoded: true }, behind);
    expect((await behind.store.list({ limit: 1 })).items).toMatchObject([{ feedbackText: 'café 𝄞' }]);
    const broken = { body: Buffer.from([0x7b, 0xff]).toString('base64'), isBase64Encoded: true };
    expect((await answerTo(broken)).body).toMatchObject({
      details: [{ field: 'body', message: expect.stringContaining('UTF-8') }],
    });
  });

  it.each([
    ['no body', { body: null }],
    ['an empty body', { body: '' }],
    ['an empty body in base64', { body: '', isBase64Encoded: true }],
  ])('%s is told that it must be a JSON object', async (_, changes) => {
    expect(await answerTo(changes)).toMatchObject({
      statusCode: 400,
      body: { error: expect.stringContaining('must be a JSON object'), details: [{ field: 'body' }] },
    });
  });

  it.each([['%%%not base64'], ['A'], ['AAAA='], ['é']])('bad base64 is 400 and named: %s', async (body) => {
    const answer = await answerTo({ body, isBase64Encoded: true });
    expect(answer).toMatchObject({
      statusCode: 400,
      body: {
        code: 'invalid',
        requestId: 'gateway-id-1',
        details: [{ field: 'body', message: expect.stringContaining('base64') }],
      },
    });
    expect(answer.headers).toMatchObject({ 'access-control-allow-origin': '*' });
  });

  it('missing headers are no headers', async () => {
    const bare = { ...gatewayEvent({ body: SUBMISSION }), headers: {} };
    expect((await onApiGateway(bench().app)(bare)).statusCode).toBe(200);
  });

  it('its request id is the answer’s and the log’s', async () => {
    const behind = bench({ store: brokenStore('throttled') });
    const answer = await answerTo({ body: SUBMISSION }, behind);
    expect(answer).toMatchObject({ statusCode: 503, body: { requestId: 'gateway-id-1' } });
    expect(answer.headers).toMatchObject({ 'idempotency-key': expect.stringMatching(/^retry\./) });
    expect(behind.logged).toMatchObject([{ fields: { requestId: 'gateway-id-1' } }]);
  });

  it('the idempotency key is read whatever its case', async () => {
    const behind = bench();
    const send = () => answerTo({ body: SUBMISSION, headers: { 'IDEMPOTENCY-Key': 'order-4711' } }, behind);
    expect((await send()).body).toEqual((await send()).body);
    expect((await behind.store.list({ limit: 10 })).items).toHaveLength(1);
  });

  it('a body of 2 MB is 413', async () => {
    const body = JSON.stringify({ feedback: 'x'.repeat(2_000_000) });
    expect(await answerTo({ body })).toMatchObject({ statusCode: 413, body: { code: 'too-large' } });
    expect(await answerTo({ body: base64(body), isBase64Encoded: true })).toMatchObject({ statusCode: 413 });
  });

  it('a query is read, and a body with it is not', async () => {
    const query = { httpMethod: 'GET', body: 'x', multiValueQueryStringParameters: { limit: ['0'] } };
    expect(await answerTo(query)).toMatchObject({ statusCode: 400, body: { details: [{ field: 'limit' }] } });
  });

  it('a path that is unknown and a preflight are answered as on Node', async () => {
    expect(await answerTo({ httpMethod: 'GET', path: '/nowhere' })).toMatchObject({
      statusCode: 404,
      body: { code: 'not-found' },
    });
    expect(await answerTo({ httpMethod: 'OPTIONS' })).toMatchObject({ statusCode: 204 });
  });

  it('what is left of the function’s time is handed to the edge', async () => {
    const left: unknown[] = [];
    const remainingMs = (...given: unknown[]) => {
      left.push(given.length);
      return 9_000;
    };
    expect(await answerTo({ body: SUBMISSION }, bench({}, { remainingMs }))).toMatchObject({ statusCode: 200 });
    expect(left).toEqual([1]);
  });
});
