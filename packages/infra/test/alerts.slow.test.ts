import { LogMetricsSink } from '@earshot/adapters-aws';
import { parseSubmission, SENTIMENTS, submitFeedback } from '@earshot/core';
import { MemoryLake, MemoryStore } from '@earshot/core/memory';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { propertiesOf, synthesise, type Template } from './support/synthesis.ts';

const HOURLY = 'feedback-negative-share-40-in-1-h-at-least-20-shop';
const DAILY = 'feedback-negative-share-12-5-in-1-d-at-least-5-shop';

let template: Template;
beforeAll(() => {
  const EARSHOT_ALERTS = 'negative share > 40 % in 1 h, at least 20; negative share > 12.5 % in 24 h, at least 5';
  template = synthesise({ EARSHOT_SUFFIX: 'shop', EARSHOT_ALERTS }).template;
});

interface Query {
  readonly Id: string;
  readonly Expression?: string;
  readonly Period?: number;
  readonly ReturnData?: boolean;
  readonly MetricStat?: { readonly Metric: object; readonly Period: number; readonly Stat: string };
}

function alarm(name: string): Readonly<Record<string, unknown>> {
  const found = propertiesOf(template, 'AWS::CloudWatch::Alarm').filter(({ AlarmName }) => AlarmName === name);
  expect(found).toHaveLength(1);
  return found[0] ?? {};
}

function queriesOf(name: string): readonly Query[] {
  return [alarm(name)['Metrics']].flat().map((query) => Object(query));
}

/** The series that the use case counts in, as CloudWatch takes them from the log, with a store where each sentiment comes once. */
async function seriesEmitted(): Promise<object[]> {
  const lines: string[] = [];
  const clock = { now: () => Date.UTC(2026, 10, 24) };
  for (const sentiment of SENTIMENTS) {
    const analysis = { ...ANALYSIS, sentiment };
    const analyzer = { analyze: async () => [{ analysis }] };
    const metrics = new LogMetricsSink((line) => lines.push(line), clock);
    const pipeline = { analyzer, store: new MemoryStore(), lake: new MemoryLake(), metrics, clock, ids: IDS };
    await submitFeedback(pipeline, parseSubmission({ feedback: 'a text' }));
  }
  return lines.map((line) => JSON.parse(line)).map(seriesIn);
}

function seriesIn({ _aws, ...members }: { readonly _aws: Emf; readonly [name: string]: unknown }): object {
  const [
    {
      Namespace,
      Dimensions: [names = []] = [],
      Metrics: [{ Name: MetricName } = { Name: '' }],
    },
  ] = _aws.CloudWatchMetrics;
  return { Namespace, MetricName, Dimensions: names.map((Name) => ({ Name, Value: members[Name] })) };
}

interface Emf {
  readonly CloudWatchMetrics: readonly [
    {
      readonly Namespace: string;
      readonly Dimensions: readonly string[][];
      readonly Metrics: readonly { readonly Name: string }[];
    },
  ];
}

const SCORES = { positive: 0, negative: 0, neutral: 0, mixed: 0 };
const ANALYSIS = { scores: SCORES, language: 'en', engine: 'none', engineVersion: '0', chunks: 1, fallback: false };
const IDS = { fresh: () => crypto.randomUUID(), derive: () => crypto.randomUUID() };

describe('the alarm of a rule', () => {
  test('looks at exactly the metrics that are emitted, over the time of the rule', async () => {
    const stats = queriesOf(HOURLY).flatMap(({ MetricStat }) => (MetricStat ? [MetricStat] : []));
    expect(stats.map(({ Metric }) => Metric)).toEqual(await seriesEmitted());
    for (const { Period, Stat } of stats) expect([Period, Stat]).toEqual([3600, 'Sum']);
    for (const { MetricStat } of queriesOf(DAILY)) expect(MetricStat?.Period ?? 86_400).toBe(86_400);
  });

  test('is set off above the share, of enough, and by nothing that is missing', () => {
    expect(alarm(HOURLY)).toMatchObject({
      Threshold: 40,
      ComparisonOperator: 'GreaterThanThreshold',
      EvaluationPeriods: 1,
      TreatMissingData: 'notBreaching',
      AlarmDescription: 'Customers are unhappy: negative share > 40 % in 1 h, at least 20',
    });
    expect(alarm(DAILY)).toMatchObject({ Threshold: 12.5 });
    const [returned, ...more] = queriesOf(HOURLY).filter(({ ReturnData }) => ReturnData !== false);
    expect([returned?.Expression, more]).toEqual(['IF(total >= 20, 100 * FILL(negative, 0) / total, 0)', []]);
    const total = queriesOf(HOURLY).find(({ Id }) => Id === 'total')?.Expression;
    expect(total).toBe('FILL(positive, 0) + FILL(negative, 0) + FILL(neutral, 0) + FILL(mixed, 0) + FILL(unknown, 0)');
  });

  test('tells the topic, at its beginning and at its end', () => {
    const topic = expect.objectContaining({ Ref: expect.stringContaining('AlarmTopic') });
    expect(alarm(HOURLY)).toMatchObject({ AlarmActions: [topic], OKActions: [topic] });
  });
});
