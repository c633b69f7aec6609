import { NAMED_QUERIES } from '@earshot/core/queries';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { difference } from '../../../test/support/difference.ts';
import { OUTPUTS, type Outputs } from '../src/outputs.ts';
import { CHANGED } from './support/changed-answer.ts';
import { type Account, deploy, inAccount, startAccount } from './support/deployment.ts';
import { Inspection } from './support/inspection.ts';
import { lakeOf } from './support/local-lake.ts';
import { withAllFeedback } from './support/with-all-feedback.ts';

const SUFFIX = 'shop';
const OTHER_SUFFIX = 'kiosk';
const TEXT = 'The courier was friendly and early, I love it!';
const CUSTOMER = 'customer-of-courier';
const SUBMISSION = JSON.stringify({ feedback: TEXT, customer_id: CUSTOMER, source: 'app', rating: 9 });
const PROCESSED = 'Feedback processed successfully';

const CHANGED_APP = 'node --conditions=@earshot/source test/support/changed-app.ts';

/** For one or two of the CDK's commands. */
const COMMAND_MS = 180_000;

type Body = Readonly<Record<string, unknown>>;

describe('the deployed stack', () => {
  let account: Account;
  let inspection: Inspection;
  let outputs: Outputs;

  /** Asks the API as a client does, through the path by which the emulator is reached. */
  async function ask(init: RequestInit): Promise<{ status: number; headers: Headers; body: Body }> {
    const { endpoint } = account;
    const url = `${endpoint.url}/restapis/${outputs.api_gateway_id}/prod/_user_request_/feedback`;
    const response = await fetch(url, init);
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? {} : JSON.parse(text) };
  }

  const submit = (body: string | Uint8Array<ArrayBuffer>, headers: Readonly<Record<string, string>> = {}) =>
    ask({ method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });

  /** The records in the table; what a repeat is recognised by is an item as well, but no record. */
  const records = async (of = outputs) => (await inspection.items(of)).filter((item) => 'sentiment' in item);

  async function recordOf({ feedbackId }: Body): Promise<Body | undefined> {
    return (await records()).find((record) => record['feedbackId'] === feedbackId);
  }

  const objectsOf = async ({ feedbackId }: Body) =>
    (await inspection.objects(outputs)).filter((key) => key.includes(String(feedbackId)));

  const destroy = (suffix: string) => inAccount(account, suffix, 'npx', 'turbo', 'run', 'destroy');

  beforeAll(async () => {
    account = await startAccount();
    inspection = new Inspection(account);
    await inAccount(account, SUFFIX, 'npm', 'run', '-s', 'bootstrap', '-w', '@earshot/infra');
    outputs = await deploy(account, SUFFIX);
  }, COMMAND_MS);

  afterEach(() => account.comprehend.inject({}));

  afterAll(async () => {
    inspection?.close();
    await account?.stop();
  });

  it('tells every output, each with a value', () => {
    expect(Object.keys(outputs).sort()).toEqual(Object.keys(OUTPUTS).sort());
    expect(Object.values(outputs).filter((value) => value === '')).toEqual([]);
  });

  it('takes feedback: a record in the table, an object in the lake, a metric in the log', async () => {
    const { status, headers, body } = await submit(SUBMISSION);
    expect({ status, body }).toMatchObject({ status: 200, body: { message: PROCESSED, sentiment: 'POSITIVE' } });
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(await recordOf(body)).toMatchObject({ feedbackText: TEXT, analysis: { engine: 'comprehend', fallback: false } });
    expect(await objectsOf(body)).toEqual([expect.stringMatching(/^feedback\/year=\d{4}\/month=\d{2}\/day=\d{2}\//)]);
    expect(account.comprehend.calls()).toMatchObject({ DetectSentiment: 1 });
    const lines = (await inspection.logged(outputs)).join('\n');
    expect(lines).toContain('"Sentiment":"POSITIVE","FeedbackProcessed":1');
    expect(lines).not.toMatch(/courier/);
  });

  it.each([
    ['no text', '{"customer_id":"c-1"}', 400, 'invalid', 'Feedback text is required'],
    ['what is no JSON', 'great', 400, 'invalid', 'must be valid JSON'],
    ['what is no object', '["great"]', 400, 'invalid', 'must be a JSON object'],
    ['nothing', '', 400, 'invalid', 'must be a JSON object'],
    ['a text that is too long', JSON.stringify({ feedback: 'x'.repeat(100_001) }), 413, 'too-large', 'feedback'],
  ])('refuses %s, and keeps nothing of it', async (_, submission, status, code, error) => {
    const before = await inspection.items(outputs);
    const answer = await submit(submission);
    expect(answer).toMatchObject({
      status,
      body: { code, error: expect.stringContaining(error), requestId: expect.stringMatching(/./) },
    });
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(await inspection.items(outputs)).toHaveLength(before.length);
  });

  it('reading takes credentials', async () => {
    const { status, body } = await ask({ method: 'GET' });
    expect({ status, body }).toMatchObject({ status: 403, body: { code: 'denied', requestId: expect.stringMatching(/./) } });
  });

  it('a repeat under the same key is the same feedback, and another one under it a conflict', async () => {
    const key = { 'idempotency-key': 'order-4711-delivery' };
    const [first, again] = [await submit(SUBMISSION, key), await submit(SUBMISSION, key)];
    expect(again).toMatchObject({ status: 200, body: first.body });
    expect((await records()).filter(({ feedbackId }) => feedbackId === first.body['feedbackId'])).toHaveLength(1);
    expect(await objectsOf(first.body)).toHaveLength(1);
    expect(await submit(JSON.stringify({ feedback: 'Never again', customer_id: CUSTOMER }), key)).toMatchObject({
      status: 409,
      body: { code: 'conflict' },
    });
  });

  it('takes a body that the gateway hands on as base64, to the byte', async () => {
    const bytes = new TextEncoder().encode('{"feedback":"Très bon café 𝄞"}');
    const { status, body } = await submit(bytes, { 'content-type': 'application/octet-stream' });
    expect(status).toBe(200);
    expect(await recordOf(body)).toMatchObject({ feedbackText: 'Très bon café 𝄞' });
  });

  it('lets pages of other origins submit', async () => {
    const { status, headers } = await ask({
      method: 'OPTIONS',
      headers: { origin: 'https://shop.example', 'access-control-request-method': 'POST' },
    });
    expect(status).toBe(204);
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('access-control-allow-methods')).toContain('POST');
    expect(headers.get('access-control-allow-headers')).toContain('idempotency-key');
  });

  it.each([
    ['throttles', { throttleEvery: 1 }],
    ['fails', { failEvery: 1 }],
    ['hangs', { hangEvery: 1 }],
  ])('takes feedback while Comprehend %s, and keeps that another engine judged it', async (_, faults) => {
    account.comprehend.inject(faults);
    const { status, body } = await submit(SUBMISSION);
    expect({ status, body }).toMatchObject({ status: 200, body: { sentiment: 'POSITIVE' } });
    expect(await recordOf(body)).toMatchObject({ analysis: { fallback: true } });
    expect(await objectsOf(body)).toHaveLength(1);
  });

  it('SQL counts what the table holds, without a crawler having run', async () => {
    const kept = await records();
    const positive = kept.filter(({ sentiment }) => sentiment === 'POSITIVE');
    const year = new Date().getUTCFullYear();
    const sql = `SELECT count(*), count_if(sentiment = 'POSITIVE'), count_if(analysis.fallback) FROM feedback WHERE year = '${year}'`;
    const [, ...rows] = await inspection.query(outputs, sql);
    expect(rows).toEqual([[String(kept.length), String(positive.length), '3']]);
  });

  it('SQL answers every named query as it does on one machine', async () => {
    const local = await lakeOf(await records());
    const differing: (string | undefined)[] = [];
    for (const { name, sql } of NAMED_QUERIES) {
      const deployed = await inspection.query(outputs, withAllFeedback(sql));
      differing.push(difference(await local.answer(name), deployed));
    }
    await local.dispose();
    expect(differing).toEqual(NAMED_QUERIES.map(() => undefined));
  });

  it(
    'deploying again changes nothing',
    async () => {
      const before = await records();
      await inAccount(account, SUFFIX, 'npx', 'turbo', 'run', 'diff', '--', '--fail');
      expect(await deploy(account, SUFFIX)).toEqual(outputs);
      expect(await records()).toEqual(before);
    },
    COMMAND_MS,
  );

  it(
    'a changed function is deployed, under the same address, and what was kept stays',
    async () => {
      const before = await records();
      await inAccount(account, SUFFIX, 'npx', 'turbo', 'run', 'deploy', '--', '--app', CHANGED_APP);
      expect(await submit(SUBMISSION)).toMatchObject({ status: 200, body: { message: CHANGED } });
      expect(await records()).toEqual(expect.arrayContaining(before));
    },
    COMMAND_MS,
  );

  it(
    'a deployment under another suffix does not touch the first, neither made nor destroyed',
    async () => {
      const before = await records();
      const other = await deploy(account, OTHER_SUFFIX);
      expect(other.api_gateway_id).not.toBe(outputs.api_gateway_id);
      expect(await records(other)).toEqual([]);
      await destroy(OTHER_SUFFIX);
      expect(await inspection.named(OTHER_SUFFIX)).toEqual([]);
      expect(await records()).toEqual(before);
      expect(await submit(SUBMISSION)).toMatchObject({ status: 200 });
    },
    COMMAND_MS,
  );

  it(
    'destroyed, it leaves nothing',
    async () => {
      expect(await inspection.named(SUFFIX)).toHaveLength(9);
      await destroy(SUFFIX);
      expect(await inspection.named(SUFFIX)).toEqual([]);
      expect(await inspection.named(outputs.api_gateway_id)).toEqual([]);
      expect(await submit(SUBMISSION)).toMatchObject({ status: 404 });
    },
    COMMAND_MS,
  );
});
