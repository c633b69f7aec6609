import type { PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import type { Dimensions, MetricName } from '@earshot/core';
import { describe, expect, it } from '@jest/globals';
import { CloudWatchMetricsSink, LogMetricsSink } from '../src/index.ts';
import { add, extracted, type Totals } from './emf.ts';

/** A CloudWatch that adds up what it is told, and can refuse calls. */
class AddingCloudWatch {
  readonly totals: Totals = new Map();
  readonly callSizes: number[] = [];
  refusing = (_call: number) => false;

  async send({ input: { Namespace = '', MetricData = [] } }: PutMetricDataCommand): Promise<void> {
    this.callSizes.push(MetricData.length);
    if (this.refusing(this.callSizes.length)) throw new Error('refused');
    for (const { MetricName = '', Unit = '', Dimensions = [], Value = 0 } of MetricData) {
      const dimensions = Object.fromEntries(Dimensions.map(({ Name, Value: value }) => [Name, value]));
      add(this.totals, [Namespace, MetricName, Unit], dimensions, Value);
    }
  }
}

const COUNTS: readonly (readonly [MetricName, number, Dimensions])[] = [
  ['FeedbackProcessed', 1, { Sentiment: 'POSITIVE' }],
  ['FeedbackProcessed', 1, { Sentiment: 'NEGATIVE' }],
  ['FeedbackProcessed', 41, { Sentiment: 'POSITIVE' }],
  ['FeedbackProcessed', 0.25, { Sentiment: 'MIXED' }],
  ['ProcessingErrors', 1, {}],
  ['ProcessingErrors', 2, {}],
  ['FeedbackProcessed', 3, { Sentiment: 'POSITIVE', Source: 'shop' }],
  ['FeedbackProcessed', 4, { Source: 'shop', Sentiment: 'POSITIVE' }],
  ['FeedbackProcessed', 5, { Sentiment: '"quoted" \\ 💔' }],
  ['FeedbackProcessed', 0, { Sentiment: 'NEUTRAL' }],
  ['FeedbackProcessed', -1, { Sentiment: 'POSITIVE' }],
  ['ProcessingErrors', Number.NaN, {}],
  ['ProcessingErrors', Number.POSITIVE_INFINITY, {}],
];

describe('CloudWatchMetricsSink and LogMetricsSink', () => {
  it('tell CloudWatch the same metrics for the same counts', async () => {
    const cloudWatch = new AddingCloudWatch();
    const lines: string[] = [];
    const sending = new CloudWatchMetricsSink(cloudWatch);
    const logging = new LogMetricsSink((line) => lines.push(line), { now: () => 1_795_600_000_000 });
    for (const count of COUNTS) {
      sending.count(...count);
      logging.count(...count);
      if (count[1] === 41) await sending.flush();
    }
    await sending.flush();
    expect(cloudWatch.totals).toEqual(extracted(lines));
    expect(cloudWatch.totals.get('["FeedbackProcessing","FeedbackProcessed","Count",["Sentiment","POSITIVE"]]')).toBe(42);
    expect(cloudWatch.totals.get('["FeedbackProcessing","ProcessingErrors","Count"]')).toBe(3);
    expect(cloudWatch.totals.size).toBe(6);
  });
});

describe('LogMetricsSink', () => {
  it('writes lines within the limits of the embedded metric format, and the time in milliseconds', () => {
    const lines: string[] = [];
    const sink = new LogMetricsSink((line) => lines.push(line), { now: () => 1_795_600_000_000 });
    sink.count('ProcessingErrors', 1, {});
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      {
        _aws: {
          Timestamp: 1_795_600_000_000,
          CloudWatchMetrics: [
            { Namespace: 'FeedbackProcessing', Dimensions: [[]], Metrics: [{ Name: 'ProcessingErrors', Unit: 'Count' }] },
          ],
        },
        ProcessingErrors: 1,
      },
    ]);
  });

  it('does not fail whoever counts when the log cannot be written', () => {
    const broken = () => {
      throw new Error('EPIPE');
    };
    expect(() => new LogMetricsSink(broken, { now: () => 0 }).count('ProcessingErrors', 1, {})).not.toThrow();
  });
});

describe('CloudWatchMetricsSink', () => {
  const countSeries = (sink: CloudWatchMetricsSink, series: number) => {
    for (let i = 0; i < series; i += 1) sink.count('FeedbackProcessed', 1, { Sentiment: `S${i}` });
  };

  it('sends at most 1,000 series a call', async () => {
    const cloudWatch = new AddingCloudWatch();
    const sink = new CloudWatchMetricsSink(cloudWatch);
    countSeries(sink, 2_500);
    await sink.flush();
    expect(cloudWatch.callSizes).toEqual([1_000, 1_000, 500]);
    expect(cloudWatch.totals.size).toBe(2_500);
  });

  it('sends what was refused the next time, added to what came since, and nothing else again', async () => {
    const cloudWatch = new AddingCloudWatch();
    const sink = new CloudWatchMetricsSink(cloudWatch);
    cloudWatch.refusing = (call) => call === 2;
    countSeries(sink, 2_500);
    await sink.flush();
    countSeries(sink, 2_500);
    await sink.flush();
    await sink.flush();
    expect(cloudWatch.callSizes).toEqual([1_000, 1_000, 500, 1_000, 1_000, 500]);
    expect([...new Set(cloudWatch.totals.values())]).toEqual([2]);
  });

  it('calls nobody when there is nothing to send', async () => {
    const cloudWatch = new AddingCloudWatch();
    await new CloudWatchMetricsSink(cloudWatch).flush();
    expect(cloudWatch.callSizes).toEqual([]);
  });
});
