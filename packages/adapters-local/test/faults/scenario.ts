import { randomUUID } from 'node:crypto';
import { awsAdapters, awsClients, CloudWatchMetricsSink, closeClients } from '@earshot/adapters-aws';
import {
  dayOf,
  FallbackAnalyzer,
  type FeedbackRecord,
  lakeLine,
  type Pipeline,
  type Receipt,
  type SentimentAnalyzer,
} from '@earshot/core';
import { MemoryMetrics } from '@earshot/core/memory';
import { expect } from '@jest/globals';
import { systemClock, uuidIds } from '../../src/ids.ts';
import type { LocalAws } from '../../src/localstack/index.ts';
import { sumInCloudWatch } from '../cloudwatch-sums.ts';
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts';
import type { Fault } from './faults.ts';

/** A pipeline as a Lambda has it, whose calls go through a proxy, on a customer and a day of its own. */
export interface Scenario {
  readonly proxy: FaultProxy;
  readonly pipeline: Pipeline;
  /** What the pipeline counted. */
  readonly counted: MemoryMetrics;
  /** A sink on CloudWatch, through the proxy. */
  readonly cloudWatch: CloudWatchMetricsSink;
  readonly customerId: string;
  /** What store and lake hold of the customer, read past the proxy. */
  kept(): Promise<Kept>;
  /** How much feedback CloudWatch has been told of, read past the proxy. */
  processed(): Promise<number>;
}

/** What store and lake hold. */
export interface Kept {
  readonly store: readonly FeedbackRecord[];
  readonly lake: readonly FeedbackRecord[];
}

/** What all scenarios of a suite stand on. */
export interface Ground {
  readonly aws: LocalAws;
  readonly engine: SentimentAnalyzer;
}

/** Milliseconds that an attempt may take where a fault goes on for longer; elsewhere the clients have their own. */
const SHORT_MS = 1_000;
const SLOW: readonly Fault[] = ['acts late', 'stalls in its answer'];
/** Milliseconds after which a held request goes on: when its attempt is given up, or when all attempts are and a retry has been made. */
export const LATE_MS = { afterTheAttempt: SHORT_MS * 1.5, afterTheRetry: SHORT_MS * 6 };

const DAY_MS = 86_400_000;
let latestDay = Date.now();

/** Runs something in a scenario of its own that is to meet a fault. */
export async function inScenario<T>(
  { aws, engine }: Ground,
  fault: Fault,
  run: (scenario: Scenario) => Promise<T>,
  lateMs: number = LATE_MS.afterTheAttempt,
): Promise<T> {
  const { endpoint, comprehend, settings, resources } = aws;
  const proxy = await startFaultProxy({ awsUrl: endpoint.url, comprehendUrl: comprehend.url, lateMs });
  const requestMs = SLOW.includes(fault) ? { requestMs: SHORT_MS } : {};
  const clients = awsClients({ ...settings, ...requestMs, endpoint: proxy.url, comprehendEndpoint: proxy.url });
  const adapters = awsAdapters(clients, resources);
  const counted = new MemoryMetrics();
  latestDay -= DAY_MS;
  const now = latestDay;
  const analyzer = new FallbackAnalyzer(adapters.analyzer, engine, systemClock);
  const pipeline = { ...adapters, analyzer, metrics: counted, clock: { now: () => now }, ids: uuidIds };
  const namespace = `FeedbackProcessing-${randomUUID()}`;
  const cloudWatch = new CloudWatchMetricsSink(clients.cloudwatch, namespace);
  const customerId = `c-${randomUUID()}`;
  const kept = () => keptOf(aws.pipeline, customerId, dayOf(now / 1000));
  const processed = () => sumInCloudWatch(aws.clients.cloudwatch, namespace, 'FeedbackProcessed');
  try {
    return await run({ proxy, pipeline, counted, cloudWatch, customerId, kept, processed });
  } finally {
    closeClients(clients);
    await proxy.stop();
  }
}

async function keptOf({ store, lake }: Pipeline, customerId: string, day: string): Promise<Kept> {
  const { items } = await store.list({ customerId, limit: 1_000 });
  const inLake: FeedbackRecord[] = [];
  for await (const records of lake.read(day)) inLake.push(...records);
  return { store: items, lake: inLake };
}

/** Nothing stands twice, and what was acknowledged stands in both, the same. */
export function expectPromisesKept({ store, lake }: Kept, receipts: readonly Receipt[]): void {
  for (const records of [store, lake]) {
    const ids = records.map(({ feedbackId }) => feedbackId);
    expect(new Set(ids).size).toBe(ids.length);
  }
  for (const receipt of receipts) {
    const [stored, inLake] = [store, lake].map((records) => records.find(({ feedbackId }) => feedbackId === receipt.feedbackId));
    expect(stored).toMatchObject({ ...receipt });
    expect(inLake && lakeLine(inLake)).toBe(stored && lakeLine(stored));
  }
}
