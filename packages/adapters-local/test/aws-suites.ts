import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import { GetObjectCommand, PutObjectCommand, paginateListObjectsV2 } from '@aws-sdk/client-s3';
import { CloudWatchMetricsSink, ComprehendSentimentAnalyzer, DynamoDbFeedbackStore, S3FeedbackLake } from '@earshot/adapters-aws';
import { ChunkingAnalyzer, type Dimensions, FallbackAnalyzer, type MetricName } from '@earshot/core';
import {
  type AnalyzerSubject,
  analyzerSuite,
  type LakeSubject,
  lakeSuite,
  type MetricsSubject,
  metricsSuite,
  type StoreSubject,
  storeSuite,
} from '@earshot/core/conformance';
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { loadEngine } from '../src/engine.ts';
import { systemClock } from '../src/ids.ts';
import { type Backend, type LocalAws, startLocalAws } from '../src/localstack/index.ts';

const runner = { describe, it };
const dispose = async () => {};

/** Runs the four suites on the AWS adapters, and on the decorators that stand on them, on one backend. */
export function awsSuites(backend: Backend): void {
  let aws: LocalAws;
  beforeAll(async () => {
    aws = await startLocalAws({ backend });
  }, 180_000);
  afterAll(() => aws?.stop());

  describe('DynamoDbFeedbackStore', () => storeSuite(runner, async () => storeSubject(aws)));
  describe('S3FeedbackLake', () => lakeSuite(runner, async () => lakeSubject(aws)));
  describe('CloudWatchMetricsSink', () => metricsSuite(runner, async () => metricsSubject(aws)));
  describe('ComprehendSentimentAnalyzer', () => analyzerSuite(runner, async () => comprehendSubject(aws)));
  describe('ChunkingAnalyzer on Comprehend', () => analyzerSuite(runner, async () => chunkingSubject(aws)));
  describe('FallbackAnalyzer on Comprehend', () => analyzerSuite(runner, async () => fallbackSubject(aws)));
}

function storeSubject({ clients, resources }: LocalAws): StoreSubject {
  const open = () => new DynamoDbFeedbackStore(clients.dynamodb, resources.table);
  return { store: open(), reopen: async () => open(), dispose };
}

function lakeSubject(aws: LocalAws): LakeSubject {
  const { s3 } = aws.clients;
  const { bucket } = aws.resources;
  const open = () => new S3FeedbackLake(s3, bucket);
  const write = async (Key: string, Body: string) => void (await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body })));
  return { lake: open(), objects: () => objectsOf(aws), write, reopen: async () => open(), dispose };
}

async function objectsOf({ clients: { s3 }, resources: { bucket: Bucket } }: LocalAws): Promise<Map<string, string>> {
  const keys: string[] = [];
  for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket }))
    keys.push(...Contents.flatMap(({ Key }) => Key ?? []));
  const text = async (Key: string) => (await s3.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString();
  return new Map(await Promise.all(keys.map(async (key) => [key, (await text(key)) ?? ''] as const)));
}

function metricsSubject({ clients: { cloudwatch } }: LocalAws): MetricsSubject {
  const Namespace = `FeedbackProcessing-${randomUUID()}`;
  const metrics = new CloudWatchMetricsSink(cloudwatch, Namespace);
  const total = async (MetricName: MetricName, dimensions: Dimensions) => {
    await metrics.flush();
    await setTimeout(50);
    const [StartTime, EndTime] = [-3_600_000, 3_600_000].map((ms) => new Date(Date.now() + ms));
    const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
    const query = { Namespace, MetricName, Dimensions, StartTime, EndTime, Period: 60, Statistics: ['Sum' as const] };
    const { Datapoints = [] } = await cloudwatch.send(new GetMetricStatisticsCommand(query));
    return Datapoints.reduce((sum, { Sum = 0 }) => sum + Sum, 0);
  };
  return { metrics, total, dispose };
}

function comprehendSubject({ clients }: LocalAws): AnalyzerSubject {
  return { analyzer: new ComprehendSentimentAnalyzer(clients.comprehend), maxBytes: 5_000, unsupportedLanguage: 'fi', dispose };
}

function chunkingSubject(aws: LocalAws): AnalyzerSubject {
  const { analyzer, ...declared } = comprehendSubject(aws);
  return { ...declared, analyzer: new ChunkingAnalyzer(analyzer, 5_000), maxBytes: 100_000 };
}

async function fallbackSubject(aws: LocalAws): Promise<AnalyzerSubject> {
  const { analyzer, ...declared } = chunkingSubject(aws);
  return { ...declared, analyzer: new FallbackAnalyzer(analyzer, await loadEngine(), systemClock) };
}
