import type { Receipt } from '@earshot/core';
import { expect } from '@jest/globals';
import { FAULTS, type Fault, SERVICES, type Service } from './faults.ts';
import { expectPromisesKept, type Kept, type Scenario } from './scenario.ts';
import { type Attempt, KEYLESS, WAYS, type Way } from './ways.ts';

/** How long a fault lasts: less than the attempts that the clients make, or longer, or longer once half of the work is done. */
export const SPANS = ['twice', 'always', 'from half-way on'] as const;
export type Span = (typeof SPANS)[number];

/** A service that fails in a way for a time, met by feedback that comes in one way. */
export interface Case {
  readonly service: Service;
  readonly fault: Fault;
  readonly span: Span;
  readonly way: Way;
}

/**
 * Every case there is, neighbours on different services, so that what runs at once is not all waiting or all working. Only DynamoDB is
 * called so often in one attempt that it can fail half-way.
 */
export const CASES: readonly Case[] = SPANS.flatMap((span) =>
  WAYS.flatMap((way) => FAULTS.flatMap((fault) => SERVICES.map((service) => ({ service, fault, span, way })))),
).filter(({ service, span, way }) => span !== 'from half-way on' || (service === 'DynamoDB' && way.half !== undefined));

/** Brings feedback in while the fault lasts, and again after it where that failed; tells how it ended. */
export async function outcomeOf(scenario: Scenario, given: Case): Promise<string> {
  const outcome = await PROMISED[given.service](scenario, given);
  expect(scenario.proxy.traffic(given.service).faulted).toBeGreaterThanOrEqual(2);
  return outcome;
}

/** What is promised where a service fails. */
const PROMISED: Readonly<Record<Service, (scenario: Scenario, given: Case) => Promise<string>>> = {
  DynamoDB: whenWritesFail,
  S3: whenWritesFail,
  CloudWatch: whenMetricsFail,
  Comprehend: whenSentimentFails,
};

/** Feedback that comes in every way, while every third answer of every service is lost, until all is acknowledged. */
export async function throughBadNetwork(scenario: Scenario): Promise<void> {
  const services = ['DynamoDB', 'S3', 'Comprehend'] as const;
  scenario.proxy.inject(...services.map((service) => ({ service, fault: 'is cut after it acted' as const, every: 3 })));
  const receipts = (await Promise.all(WAYS.map((way) => untilKept(scenario, way)))).flat();
  const kept = await scenario.kept();
  expectPromisesKept(kept, receipts);
  expect([kept.store.length, kept.lake.length]).toEqual([receipts.length, receipts.length]);
}

/** A retry that is judged otherwise, because Comprehend is away by then, and whose first attempt reaches the servers after it. */
export async function overtaken(scenario: Scenario): Promise<void> {
  const { proxy, pipeline, customerId } = scenario;
  proxy.inject({ service: 'DynamoDB', fault: 'acts late' }, { service: 'S3', fault: 'acts late' });
  const first = await KEYLESS.attempt(pipeline, customerId);
  proxy.inject({ service: 'Comprehend', fault: 'answers 500' });
  const second = await KEYLESS.attempt(pipeline, customerId, first.failures[0]?.retryKey);
  const { store } = await end(scenario, KEYLESS, second);
  expect(store.map(({ analysis }) => analysis.fallback)).toEqual([true]);
}

async function untilKept(scenario: Scenario, way: Way, retryKey?: string): Promise<readonly Receipt[]> {
  const { receipts, failures } = await way.attempt(scenario.pipeline, scenario.customerId, retryKey);
  return failures.length === 0 ? receipts : untilKept(scenario, way, failures[0]?.retryKey);
}

/** What fails has the right kind, is kept by the retry, and what was acknowledged before is still there. */
async function whenWritesFail(scenario: Scenario, given: Case): Promise<string> {
  const { way, fault, span } = given;
  const first = await attempt(scenario, given);
  if (span === 'twice') {
    expect([...scenario.counted.totals]).toEqual([[expect.stringContaining('FeedbackProcessed'), way.records]]);
    await end(scenario, way, first);
    return 'kept';
  }
  const kind = fault === 'throttles' ? 'throttled' : 'unavailable';
  expect(first.failures.map((failure) => failure.kind)).toEqual(first.failures.map(() => kind));
  expect(first.failures).not.toEqual([]);
  expect(first.failures.every(({ retryKey }) => retryKey !== undefined)).toBe(way.name !== 'import');
  if (span === 'always') expect(first.receipts).toEqual([]);
  expectPromisesKept(await scenario.kept(), first.receipts);
  scenario.proxy.inject();
  const second = await way.attempt(scenario.pipeline, scenario.customerId, first.failures[0]?.retryKey);
  expect(second.receipts).toEqual(expect.arrayContaining([...first.receipts]));
  await end(scenario, way, second);
  return `${some(first.receipts.length, way)}${kind}, kept on retry`;
}

/** Feedback is kept all the same, judged by the engine where Comprehend stays away. */
async function whenSentimentFails(scenario: Scenario, given: Case): Promise<string> {
  const fallback = given.span === 'always';
  const { store } = await end(scenario, given.way, await attempt(scenario, given));
  expect(store.map(({ analysis }) => analysis.fallback)).toEqual(store.map(() => fallback));
  return fallback ? 'kept, judged by fallback' : 'kept';
}

/** A count whose answer does not come is sent again: CloudWatch has nothing to tell the two apart by. */
const ACTS_UNANSWERED: readonly Fault[] = ['acts late', 'is cut after it acted', 'stalls in its answer'];

/** Feedback is kept before CloudWatch has been called at all; counts are sent later, and wait where they cannot be. */
async function whenMetricsFail(scenario: Scenario, given: Case): Promise<string> {
  const { proxy, cloudWatch } = scenario;
  const counting = { ...scenario, pipeline: { ...scenario.pipeline, metrics: cloudWatch } };
  await end(counting, given.way, await attempt(counting, given));
  expect(proxy.traffic('CloudWatch').seen).toBe(0);
  await cloudWatch.flush();
  expect(proxy.traffic('CloudWatch').seen).toBe(3);
  proxy.inject();
  await cloudWatch.flush();
  await proxy.settle();
  const total = await scenario.processed();
  const records = given.way.records;
  if (ACTS_UNANSWERED.includes(given.fault)) expect(total).toBeGreaterThanOrEqual(records);
  else expect(total).toBe(records);
  return `kept, counted${total === records ? '' : ' more than once'}`;
}

/** The first attempt, with the fault. */
function attempt({ proxy, pipeline, customerId }: Scenario, { service, fault, span, way }: Case): Promise<Attempt> {
  const limits = { twice: { times: 2 }, always: {}, 'from half-way on': { after: way.half ?? 0 } };
  proxy.inject({ service, fault, ...limits[span] });
  return way.attempt(pipeline, customerId);
}

/** The end of a case: everything is kept, once. */
async function end(scenario: Scenario, way: Way, { receipts, failures }: Attempt): Promise<Kept> {
  expect(failures).toEqual([]);
  expect(receipts).toHaveLength(way.records);
  await scenario.proxy.settle();
  const kept = await scenario.kept();
  expectPromisesKept(kept, receipts);
  expect([kept.store.length, kept.lake.length]).toEqual([way.records, way.records]);
  return kept;
}

const some = (count: number, { records }: Way) => (count === 0 ? '' : `${count} of ${records} kept, the others `);
