import { describe, expect, it } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { openApiJson } from '../src/index.ts';
import { RECEIPT_EXAMPLE, SUBMISSION_EXAMPLE } from '../src/openapi/examples.ts';
import { bench, bodyOf, brokenStore, post } from './bench.ts';

const document = JSON.parse(openApiJson);
const ajv = new Ajv2020({ strict: false, allErrors: true });
formats.default(ajv);
ajv.addSchema(document, 'openapi');

/** The part of the document that describes an answer. */
function described(method: string, path: string, status: number) {
  const { responses } = document.paths[path][method];
  const name = String(status) in responses ? String(status) : 'default';
  const pointer = ['paths', path, method, 'responses', name, 'content', 'application/json', 'schema'];
  const schema = pointer.map((part) => encodeURIComponent(part.replaceAll('/', '~1'))).join('/');
  return { headers: Object.keys(responses[name].headers), validate: ajv.getSchema(`openapi#/${schema}`) };
}

/** Sends a request and holds the answer against the document. */
async function expectAsDescribed(app: ReturnType<typeof bench>['app'], path: string, url: string, init: RequestInit = {}) {
  const response = await app.request(url, init);
  const { headers, validate } = described((init.method ?? 'GET').toLowerCase(), path, response.status);
  const body = await response.json();
  expect({ valid: validate?.(body), errors: validate?.errors }).toEqual({ valid: true, errors: null });
  expect(headers).toEqual(expect.arrayContaining([...response.headers.keys()].filter((name) => name !== 'content-type')));
  return response.status;
}

const KEYED = { 'idempotency-key': 'order-4711' };

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const { errors, valid } = await new Validator().validate(structuredClone(document));
    expect({ errors, valid }).toEqual({ errors: undefined, valid: true });
  });

  it('is served as it is exported', async () => {
    const response = await bench().app.request('/openapi.json');
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.text()).toBe(openApiJson);
  });

  it('names every route, and no other', () => {
    const routes = bench().app.routes.filter(({ method }) => method !== 'ALL');
    const served = new Set(routes.map(({ method, path }) => `${method} ${path.replace(/:(\w+)/, '{$1}')}`));
    const operations = Object.entries<object>(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(operations.sort()).toEqual([...served].sort());
  });

  it('has an example that is answered with the example', async () => {
    const response = await bench().app.request('/feedback', post(SUBMISSION_EXAMPLE));
    expect(await response.json()).toEqual({ ...RECEIPT_EXAMPLE, feedbackId: expect.any(String) });
  });

  it('has examples that fit its schemas', () => {
    const { requestBody, responses } = document.paths['/feedback'].post;
    const media = [requestBody, ...Object.values<{ content: object }>(responses)].map(
      ({ content }) => content['application/json'],
    );
    const examples = media.filter(({ example }) => example !== undefined);
    expect(examples).toHaveLength(4);
    for (const { schema, example } of examples) {
      const validate = ajv.getSchema(`openapi${schema.$ref}`);
      expect({ example, valid: validate?.(example) }).toEqual({ example, valid: true });
    }
  });

  it.each([
    ['what is taken', 200, {}, post(SUBMISSION_EXAMPLE)],
    ['what is wrong', 400, {}, post({ feedback: 1, rating: 'x' }, { 'idempotency-key': 'a b' })],
    ['what is too large', 413, {}, post({ feedback: 'x'.repeat(100_001) })],
    ['what fails for now', 503, { store: brokenStore('unavailable') }, post(SUBMISSION_EXAMPLE)],
    ['what fails', 500, { store: brokenStore('denied') }, post(SUBMISSION_EXAMPLE)],
  ])('describes the answer to %s: %i', async (_, status, changes, init) => {
    expect(await expectAsDescribed(bench(changes).app, '/feedback', '/feedback', init)).toBe(status);
  });

  it('describes the answer to a key that comes with another body', async () => {
    const { app } = bench();
    await app.request('/feedback', post(SUBMISSION_EXAMPLE, KEYED));
    const other = post({ ...SUBMISSION_EXAMPLE, rating: 1 }, KEYED);
    expect(await expectAsDescribed(app, '/feedback', '/feedback', other)).toBe(409);
  });

  it('describes the answer to a preflight', async () => {
    const response = await bench().app.request('/feedback', { method: 'OPTIONS' });
    const { headers } = document.paths['/feedback'].options.responses[response.status];
    expect(Object.keys(headers).sort()).toEqual([...response.headers.keys()].sort());
  });

  it('describes what is read', async () => {
    const { app } = bench();
    const { feedbackId } = await bodyOf(await app.request('/feedback', post(SUBMISSION_EXAMPLE)));
    await app.request('/feedback', post({ feedback: 'another' }));
    expect(await expectAsDescribed(app, '/feedback', '/feedback?limit=1')).toBe(200);
    expect(await expectAsDescribed(app, '/feedback', '/feedback?limit=0')).toBe(400);
    expect(await expectAsDescribed(app, '/feedback/{id}', `/feedback/${feedbackId}`)).toBe(200);
    expect(await expectAsDescribed(app, '/feedback/{id}', '/feedback/none')).toBe(404);
    expect(await expectAsDescribed(app, '/openapi.json', '/openapi.json')).toBe(200);
  });
});
