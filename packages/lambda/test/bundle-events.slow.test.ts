import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface, type Interface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type AwsAnswers, startAwsAnswers } from './aws-answers.ts';

const BUNDLE = fileURLToPath(new URL('../dist/handler.cjs', import.meta.url));
const CONTAINER = fileURLToPath(new URL('./invoke-bundle.cjs', import.meta.url));

/** A proxy event of a REST API as the Lambda developer guide shows it, for this route. */
const EVENT = JSON.parse(readFileSync(new URL('./proxy-event.json', import.meta.url), 'utf8'));
const REQUEST_ID = '77375676-xmpl-4b79-853a-f982474efe18';

const TEXT = 'The courier was friendly and early';
const SUBMISSION = JSON.stringify({ feedback: TEXT, customer_id: 'customer-of-courier', language: 'en' });

/** Headers come back as they came: with several values each, where the event had them so. */
interface Answered {
  readonly answer: {
    readonly statusCode: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly multiValueHeaders?: Readonly<Record<string, readonly string[]>>;
    readonly body: string;
  };
  readonly leftMs: number;
}

describe('the bundled function on the events of a REST API', () => {
  let aws: AwsAnswers;
  let container: ChildProcessWithoutNullStreams;
  let answers: Interface;
  let logged = '';

  beforeAll(async () => {
    aws = await startAwsAnswers();
    container = spawn(process.execPath, [CONTAINER, BUNDLE], {
      env: {
        DYNAMODB_TABLE: 'table',
        S3_BUCKET: 'bucket',
        AWS_REGION: 'us-west-1',
        AWS_ENDPOINT_URL: aws.url,
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
        NODE_OPTIONS: '--no-deprecation',
      },
    });
    container.stdout.on('data', (chunk) => {
      logged += String(chunk);
    });
    answers = createInterface({ input: container.stderr });
  });

  afterAll(() => {
    container.kill();
    aws.stop();
  });

  async function answerTo(changes: object, remainingMs = 30_000) {
    const said = once(answers, 'line');
    container.stdin.write(`${JSON.stringify({ event: { ...EVENT, ...changes }, remainingMs })}\n`);
    const [line] = await said;
    const { answer, leftMs }: Answered = JSON.parse(line);
    const headers = new Headers();
    for (const [name, values] of Object.entries({ ...answer.headers, ...answer.multiValueHeaders }))
      for (const value of [values].flat()) headers.append(name, value);
    return { status: answer.statusCode, headers: Object.fromEntries(headers), body: JSON.parse(answer.body), leftMs };
  }

  it.each([
    ['as text', { body: SUBMISSION }],
    ['as base64', { body: Buffer.from(SUBMISSION).toString('base64'), isBase64Encoded: true }],
    ['with no headers', { body: SUBMISSION, headers: null, multiValueHeaders: null }],
    ['with no headers in the event at all', { body: SUBMISSION, headers: undefined, multiValueHeaders: undefined }],
  ])('feedback that comes %s is judged and kept', async (_, changes) => {
    const before = aws.asked.length;
    expect(await answerTo(changes)).toMatchObject({
      status: 200,
      headers: { 'x-request-id': REQUEST_ID, 'access-control-allow-origin': '*' },
      body: { message: 'Feedback processed successfully', sentiment: 'POSITIVE' },
    });
    const asked = aws.asked.slice(before);
    expect(asked.map(({ operation }) => operation)).toEqual(['DetectSentiment', expect.any(String), expect.any(String)]);
    expect(asked.filter(({ body }) => body.includes(TEXT))).toHaveLength(3);
  });

  it.each([
    ['no body', { body: null }, 'must be a JSON object'],
    ['a body that is not the base64 it says it is', { body: '%%%', isBase64Encoded: true }, 'base64'],
    ['no text', { body: '{"customer_id":"customer-of-courier"}' }, 'Feedback text is required'],
  ])('%s is refused before anything is asked of AWS', async (_, changes, error) => {
    const before = aws.asked.length;
    expect(await answerTo(changes)).toMatchObject({
      status: 400,
      body: { code: 'invalid', error: expect.stringContaining(error), requestId: REQUEST_ID },
    });
    expect(aws.asked).toHaveLength(before);
  });

  it('a Comprehend that never answers ends in the embedded engine’s judgement, with time left', async () => {
    aws.hangComprehend();
    const before = aws.asked.length;
    const { status, body, leftMs } = await answerTo({ body: SUBMISSION }, 4_000);
    expect({ status, body }).toMatchObject({ status: 200, body: { sentiment: 'POSITIVE' } });
    expect(leftMs).toBeGreaterThan(0);
    expect(aws.asked.slice(before).filter(({ body }) => /"fallback":(true|\{"BOOL":true\})/.test(body))).toHaveLength(2);
  });

  it('it logs lines of JSON, the request’s id where it refused, and nothing of what customers wrote or who they are', () => {
    const lines = logged.trim().split('\n');
    expect(lines.map((line) => typeof JSON.parse(line))).toEqual(lines.map(() => 'object'));
    expect(logged).toContain('"FeedbackProcessed":1');
    expect(logged).toContain(`"requestId":"${REQUEST_ID}"`);
    expect(logged).not.toMatch(/courier/);
  });
});
