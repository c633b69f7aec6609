import { dirname, join } from 'node:path';
import type { Metric } from '@aws-sdk/client-cloudwatch';
import { type AttributeValue, QueryCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import {
  type AwsClients,
  type AwsResources,
  awsAdapters,
  awsClients,
  closeClients,
  createResources,
  deleteResources,
} from '@earshot/adapters-aws';
import { type MetricName, parseSubmission, submitFeedback } from '@earshot/core';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { systemClock, uuidIds } from '../src/ids.ts';
import { type LocalAws, startLocalAws } from '../src/localstack/index.ts';
import { seriesInCloudWatch, sumOfSeries } from './cloudwatch-sums.ts';
import { AWS_PACKAGES, outputOf, pythonWith } from './python.ts';

/** The handler that Earshot stands in for; it knows its regions itself. */
const REFERENCE = join(import.meta.dirname, '../../../../shared/bench/seed/lambda_function.py');
const REGION = 'us-west-1';

/** Gives the bodies that it reads to the handler, and writes the bodies of its answers as the last line. */
const SCRIPT = `
import json, sys
sys.path.insert(0, sys.argv[1])
from lambda_function import lambda_handler
answers = [lambda_handler({'body': json.dumps(body)}, None) for body in json.load(sys.stdin)]
print(json.dumps([json.loads(answer['body']) for answer in answers]))
`;

const FEEDBACK = [
  { what: 'praise', body: { feedback: 'I love it, the courier was friendly!', customer_id: 'c-1' } },
  {
    what: 'blame in odd characters',
    body: { feedback: 'Terrible: it "broke" twice.\n\tAwful \\ horrible 💔 – déçu', customer_id: 'Zoë & Søn' },
  },
  { what: 'a fact, from nobody', body: { feedback: 'The parcel has the number 1234567890.' } },
];
const BODIES = FEEDBACK.map(({ body }) => body);

let aws: LocalAws;
let clients: AwsClients;
let resources: AwsResources;
let python: string;

beforeAll(async () => {
  [python, aws] = await Promise.all([pythonWith(AWS_PACKAGES), startLocalAws({ backend: 'ministack' })]);
  clients = awsClients({ ...aws.settings, region: REGION });
  resources = await createResources(clients);
}, 300_000);
afterAll(async () => {
  await deleteResources(clients, resources);
  closeClients(clients);
  await aws.stop();
});

interface Answer {
  readonly feedbackId?: string;
  readonly sentiment?: string;
}

/** What the reference answers. */
async function reference(bodies: readonly object[], table = resources.table): Promise<Answer[]> {
  const env = {
    ...process.env,
    AWS_ENDPOINT_URL: aws.endpoint.url,
    AWS_ENDPOINT_URL_COMPREHEND: aws.comprehend.url,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_EC2_METADATA_DISABLED: 'true',
    DYNAMODB_TABLE: table,
    S3_BUCKET: resources.bucket,
    PYTHONDONTWRITEBYTECODE: '1',
    PYTHONWARNINGS: 'ignore',
    TZ: 'UTC',
  };
  const output = await outputOf(python, ['-c', SCRIPT, dirname(REFERENCE)], { input: JSON.stringify(bodies), env });
  return JSON.parse(output.trim().split('\n').at(-1) ?? '');
}

/** What Earshot answers, its counts sent. */
async function earshot(bodies: readonly object[], table = resources.table): Promise<Answer[]> {
  const adapters = awsAdapters(clients, { ...resources, table });
  const pipeline = { ...adapters, clock: systemClock, ids: uuidIds };
  const answers = bodies.map((body) => submitFeedback(pipeline, parseSubmission(body)).catch(() => ({})));
  await Promise.all(answers);
  await adapters.metrics.flush();
  return Promise.all(answers);
}

/** The item of a feedback as DynamoDB has it: attributes with their types, numbers by their value. */
async function itemOf({ feedbackId = '' }: Answer): Promise<Record<string, unknown>> {
  const query = { KeyConditionExpression: 'feedbackId = :id', ExpressionAttributeValues: { ':id': { S: feedbackId } } };
  const { Items = [] } = await clients.dynamodb.send(new QueryCommand({ TableName: resources.table, ...query }));
  expect(Items).toHaveLength(1);
  return Object.fromEntries(Object.entries(Items[0] ?? {}).map(([name, value]) => [name, byValue(value)]));
}

function byValue(attribute: AttributeValue): object {
  if (attribute.N !== undefined) return { N: Number(attribute.N) };
  if (attribute.M === undefined) return attribute;
  return { M: Object.fromEntries(Object.entries(attribute.M).map(([name, value]) => [name, byValue(value)])) };
}

/** The lake object of a feedback: what it is called, what kind it is of and what it says. */
async function objectOf({ feedbackId = '' }: Answer) {
  const { Contents = [] } = await clients.s3.send(new ListObjectsV2Command({ Bucket: resources.bucket }));
  const keys = Contents.flatMap(({ Key }) => (Key?.includes(feedbackId) ? [Key] : []));
  expect(keys).toHaveLength(1);
  const object = await clients.s3.send(new GetObjectCommand({ Bucket: resources.bucket, Key: keys[0] }));
  const json: Record<string, unknown> = JSON.parse((await object.Body?.transformToString()) ?? '');
  const { ContentType, ContentEncoding } = object;
  return { key: keys[0]?.replace(feedbackId, '<id>'), ContentType, ContentEncoding, json };
}

/** The series of a metric with their sums, and what each has beside them. */
async function counts(name: MetricName): Promise<readonly (readonly [Metric['Dimensions'], number])[]> {
  const series = await seriesInCloudWatch(clients.cloudwatch, 'FeedbackProcessing', name);
  const sums = series.map(async (metric) => [metric.Dimensions, await sumOfSeries(clients.cloudwatch, metric)] as const);
  return Promise.all(sums);
}

describe('the same feedback through the reference and through Earshot', () => {
  it.each(FEEDBACK)('leaves the same item and the same object: $what', async ({ body }) => {
    const [[theirs = {}], [ours = {}]] = await Promise.all([reference([body]), earshot([body])]);
    expect(ours.sentiment).toBe(theirs.sentiment);

    const itemTimes = { feedbackId: { S: ours.feedbackId }, timestamp: { N: expect.any(Number) } };
    expect(await itemOf(ours)).toMatchObject({ ...(await itemOf(theirs)), ...itemTimes });

    const [their, our] = [await objectOf(theirs), await objectOf(ours)];
    const objectTimes = { feedbackId: ours.feedbackId, timestamp: expect.any(Number) };
    expect(our).toMatchObject({ ...their, json: { ...their.json, ...objectTimes } });
    expect(our.key).toMatch(/^feedback\/year=\d{4}\/month=\d{2}\/day=\d{2}\/<id>\.json$/);
  });

  it('counts the same metrics', async () => {
    const before = await counts('FeedbackProcessed');
    await reference(BODIES);
    const between = await counts('FeedbackProcessed');
    await earshot(BODIES);
    const after = await counts('FeedbackProcessed');
    const increase = (now: typeof before, earlier: typeof before) =>
      now.map(([series, sum], i) => [series, sum - (earlier[i]?.[1] ?? 0)]);
    expect(increase(after, between)).toEqual(increase(between, before));
  });

  it('counts the same errors when the table is not there', async () => {
    await reference(BODIES.slice(0, 1), 'no-such-table');
    const theirs = await counts('ProcessingErrors');
    await earshot(BODIES.slice(0, 1), 'no-such-table');
    expect(theirs).toEqual([[[], 1]]);
    expect(await counts('ProcessingErrors')).toEqual([[[], 2]]);
  });
});
