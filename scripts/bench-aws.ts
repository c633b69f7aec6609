// Times the AWS adapters against a stand-in with fixed delays: what runs side by side, how many connections there are, and what an
// adapter adds to a bare call of its SDK. Usage: npm run bench:aws
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism, cpus } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { DetectSentimentCommand } from '@aws-sdk/client-comprehend';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { type AwsAdapters, type AwsClients, awsAdapters, awsClients, closeClients } from '@earshot/adapters-aws';
import { systemClock, uuidIds } from '@earshot/adapters-local/ids';
import { type FeedbackRecord, lakeKeyOf, lakeLine, type Pipeline, parseSubmission, submitFeedback } from '@earshot/core';
import type { Delays, NotedCall } from './delayed-aws.ts';

const RESOURCES = { table: 'bench', bucket: 'bench' };
const TEXT = 'Checkout was quick and the courier was friendly.';
const IDLE_MS = 3_000;
/** What the adapters may add. */
const LIMITS = { p50Ms: 0.3, cpuPercent: 10 };

interface Bench {
  readonly clients: AwsClients;
  readonly adapters: AwsAdapters;
  readonly pipeline: Pipeline;
  /** The calls since the last time. */
  calls(): Promise<NotedCall[]>;
}

/** Runs something against a stand-in with these delays. */
async function onDelayedAws(delays: Delays, run: (bench: Bench) => Promise<void>): Promise<void> {
  const server = fork(new URL('./delayed-aws.ts', import.meta.url), [JSON.stringify(delays)]);
  const [endpoint]: string[] = await once(server, 'message');
  const clients = awsClients({
    region: 'us-west-1',
    comprehendRegion: 'us-west-2',
    pathStyle: true,
    ...(endpoint !== undefined && { endpoint, comprehendEndpoint: endpoint }),
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
  });
  const adapters = awsAdapters(clients, RESOURCES);
  const calls = async (): Promise<NotedCall[]> => JSON.parse(await (await fetch(`${endpoint}/calls`)).text());
  await run({ clients, adapters, pipeline: { ...adapters, clock: systemClock, ids: uuidIds }, calls });
  closeClients(clients);
  server.disconnect();
}

const submitOnce = ({ pipeline }: Bench) => submitFeedback(pipeline, parseSubmission({ feedback: TEXT, customer_id: 'c-1' }));

/** One submission: when the server had which call. */
async function timeline(bench: Bench): Promise<void> {
  for (let i = 0; i < 20; i += 1) await submitOnce(bench);
  await bench.calls();
  await submitOnce(bench);
  const calls = (await bench.calls()).sort((a, b) => a.arrived - b.arrived);
  const start = Math.min(...calls.map(({ arrived }) => arrived));
  console.log('One submission, a column for 2 ms');
  for (const { service, operation, arrived, answered } of calls) {
    const [from, to] = [arrived - start, answered - start];
    const bar = ' '.repeat(from / 2) + '█'.repeat((to - from) / 2);
    console.log(`  ${`${service} ${operation}`.padEnd(28)}${bar.padEnd(60)} ${from.toFixed(1)} to ${to.toFixed(1)} ms`);
  }
  const writes = calls.filter(({ service }) => service !== 'comprehend');
  const overlap = Math.min(...writes.map((call) => call.answered)) - Math.max(...writes.map((call) => call.arrived));
  const shorter = Math.min(...writes.map((call) => call.answered - call.arrived));
  console.log(`  The writes overlap for ${overlap.toFixed(1)} of the ${shorter.toFixed(1)} ms of the shorter one.\n`);
}

/** Connections that many submissions take, one after another, with a pause that is longer than the time-outs, and at once. */
async function connections(bench: Bench): Promise<void> {
  for (let i = 0; i < 200; i += 1) await submitOnce(bench);
  await setTimeout(IDLE_MS);
  await submitOnce(bench);
  report('201 submissions one after another, 3 s of silence before the last', await bench.calls());
  for (let round = 0; round < 20; round += 1) await Promise.all(Array.from({ length: 10 }, () => submitOnce(bench)));
  report('200 submissions, 10 at once', await bench.calls());
}

function report(what: string, calls: readonly NotedCall[]): void {
  console.log(what);
  for (const [service, members] of Map.groupBy(calls, (call) => call.service)) {
    console.log(`  ${service.padEnd(12)}${members.length} calls`);
  }
  const sockets = new Set(calls.map(({ connection }) => connection)).size;
  console.log(`  ${calls.length} calls in all, on ${sockets} connections\n`);
}

async function batch({ adapters, calls }: Bench): Promise<void> {
  await calls();
  await adapters.analyzer.analyze(
    Array.from({ length: 1_000 }, (_, i) => ({ text: `${TEXT} ${i}` })),
    60_000,
  );
  const operations = Map.groupBy(await calls(), ({ operation }) => operation);
  const counts = [...operations].map(([operation, members]) => `${members.length} ${operation}`).join(', ');
  console.log(`1,000 texts for the analyzer: ${counts}\n`);
}

function recordOf(number: number): FeedbackRecord {
  return {
    feedbackId: uuidIds.derive(`bench ${number}`),
    timestamp: 1_795_600_000,
    customerId: 'c-1',
    feedbackText: TEXT,
    sentiment: 'POSITIVE',
    sentimentScores: { positive: 0.97, negative: 0.01, neutral: 0.015, mixed: 0.005 },
    language: 'en',
    analysis: { engine: 'comprehend', engineVersion: '2017-11-27', chunks: 1, fallback: false },
  };
}

/** The same call by the SDK alone and by the adapter. */
interface Pair {
  readonly what: string;
  readonly bare: (number: number) => Promise<unknown>;
  readonly adapter: (number: number) => Promise<unknown>;
}

function pairs({ clients: { dynamodb, s3, comprehend }, adapters }: Bench): Pair[] {
  const ConditionExpression = 'attribute_not_exists(feedbackId)';
  const put = (number: number) => new PutCommand({ TableName: 'bench', Item: { ...recordOf(number) }, ConditionExpression });
  const object = (record: FeedbackRecord) => ({ Bucket: 'bench', Key: lakeKeyOf(record), Body: lakeLine(record) });
  const ContentType = 'application/json';
  return [
    { what: 'DynamoDB put', bare: (n) => dynamodb.send(put(n)), adapter: (n) => adapters.store.put(recordOf(n)) },
    {
      what: 'S3 append',
      bare: (n) => s3.send(new PutObjectCommand({ ...object(recordOf(n)), ContentType, ChecksumAlgorithm: 'CRC32' })),
      adapter: (n) => adapters.lake.append([recordOf(n)]),
    },
    {
      what: 'Comprehend analyze',
      bare: () => comprehend.send(new DetectSentimentCommand({ Text: TEXT, LanguageCode: 'en' })),
      adapter: () => adapters.analyzer.analyze([{ text: TEXT }], 8_000),
    },
  ];
}

interface Cost {
  readonly p50: number;
  readonly cpu: number;
}

const CALLS = 40;
const ROUNDS = 60;

/** Milliseconds of time and of processor that a call takes. */
async function costOf(call: (number: number) => Promise<unknown>): Promise<Cost> {
  const times: number[] = [];
  const before = process.cpuUsage();
  for (let number = 0; number < CALLS; number += 1) {
    const start = performance.now();
    await call(number);
    times.push(performance.now() - start);
  }
  const { user, system } = process.cpuUsage(before);
  return { p50: median(times), cpu: (user + system) / 1_000 / CALLS };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}

/** What else the machine does only ever adds to the processor time of a call, so the lower figures are nearer the truth. */
function lowerQuartile(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 2] ?? 0;
}

/** In turn, and each of them first every other time, so that what else the machine does falls on both alike. */
async function overhead(bench: Bench): Promise<void> {
  const table: Record<string, object> = {};
  for (const { what, bare, adapter } of pairs(bench)) {
    const [bareCosts, adapterCosts]: [Cost[], Cost[]] = [[], []];
    await costOf(bare);
    await costOf(adapter);
    for (let round = 0; round < ROUNDS; round += 1) {
      bareCosts.push(await costOf(bare));
      adapterCosts.push(await costOf(adapter), await costOf(adapter));
      bareCosts.push(await costOf(bare));
    }
    table[what] = compared(bareCosts, adapterCosts);
  }
  console.log(`What an adapter adds to a bare call (limits: ${LIMITS.p50Ms} ms, ${LIMITS.cpuPercent} % of processor)`);
  console.table(table);
}

function compared(bare: readonly Cost[], adapter: readonly Cost[]): object {
  const [bareMs, adapterMs] = [bare, adapter].map((costs) => median(costs.map(({ p50 }) => p50)));
  const [bareCpu, adapterCpu] = [bare, adapter].map((costs) => lowerQuartile(costs.map(({ cpu }) => cpu)));
  const [addedMs, addedCpu] = [(adapterMs ?? 0) - (bareMs ?? 0), ((adapterCpu ?? 0) / (bareCpu ?? 1) - 1) * 100];
  return {
    'bare p50 ms': bareMs?.toFixed(3),
    'adapter p50 ms': adapterMs?.toFixed(3),
    'added ms': addedMs.toFixed(3),
    'bare CPU ms': bareCpu?.toFixed(3),
    'adapter CPU ms': adapterCpu?.toFixed(3),
    'added CPU %': addedCpu.toFixed(1),
    'within limits': addedMs <= LIMITS.p50Ms && addedCpu <= LIMITS.cpuPercent,
  };
}

console.log(`${cpus()[0]?.model.trim()}, ${availableParallelism()} cores, Node ${process.version}\n`);
await onDelayedAws({ comprehend: 60, dynamodb: 20, s3: 30 }, timeline);
await onDelayedAws({}, connections);
await onDelayedAws({}, batch);
await onDelayedAws({}, overhead);
