import type { Dimensions, MetricName, MetricsSink } from '../ports/metrics-sink.ts';
import { equal } from './check.ts';
import { type PortPromise, type Runner, runSuite, type Subject } from './contract.ts';

/** A sink to test, and a look behind its port. */
export interface MetricsSubject extends Subject {
  readonly metrics: MetricsSink;
  /** What has been counted under a name and dimensions since the subject was made; 0 where nothing was. */
  total(name: MetricName, dimensions: Dimensions): Promise<number>;
}

type MetricsPromise = PortPromise<MetricsSubject>;

const POSITIVE = { Sentiment: 'POSITIVE' };

/** What every {@link MetricsSink} promises. */
export const METRICS_PROMISES: readonly MetricsPromise[] = [
  {
    name: 'counts of one series add up',
    async verify({ metrics, total }) {
      for (const value of [1, 1, 3]) metrics.count('FeedbackProcessed', value, POSITIVE);
      equal(await total('FeedbackProcessed', POSITIVE), 5, 'the total');
    },
  },
  {
    name: 'each value of a dimension is a series of its own',
    async verify({ metrics, total }) {
      metrics.count('FeedbackProcessed', 1, POSITIVE);
      metrics.count('FeedbackProcessed', 2, { Sentiment: 'NEGATIVE' });
      equal(await total('FeedbackProcessed', POSITIVE), 1, 'the total of POSITIVE');
      equal(await total('FeedbackProcessed', { Sentiment: 'NEGATIVE' }), 2, 'the total of NEGATIVE');
    },
  },
  {
    name: 'each name is a metric of its own',
    async verify({ metrics, total }) {
      metrics.count('ProcessingErrors', 4, {});
      metrics.count('FeedbackProcessed', 1, POSITIVE);
      equal(await total('ProcessingErrors', {}), 4, 'the total of ProcessingErrors');
    },
  },
  {
    name: 'what was never counted is zero',
    async verify({ total }) {
      equal(await total('FeedbackProcessed', { Sentiment: 'MIXED' }), 0, 'the total');
    },
  },
  {
    name: 'a thousand counts at once are all counted',
    async verify({ metrics, total }) {
      for (let i = 0; i < 1000; i += 1) metrics.count('FeedbackProcessed', 1, POSITIVE);
      equal(await total('FeedbackProcessed', POSITIVE), 1000, 'the total');
    },
  },
  {
    name: 'a value that is no positive finite number counts nothing and throws nothing',
    async verify({ metrics, total }) {
      for (const value of [Number.NaN, Number.POSITIVE_INFINITY, -1, 0]) metrics.count('FeedbackProcessed', value, POSITIVE);
      metrics.count('FeedbackProcessed', 1, POSITIVE);
      equal(await total('FeedbackProcessed', POSITIVE), 1, 'the total');
    },
  },
  {
    name: 'count gives nothing back to wait for',
    async verify({ metrics }) {
      equal(metrics.count('ProcessingErrors', 1, {}), undefined, 'the answer');
    },
  },
];

/** Declares one test for each promise of a metrics sink. */
export function metricsSuite(runner: Runner, makeSubject: () => Promise<MetricsSubject>): void {
  runSuite(runner, 'MetricsSink', METRICS_PROMISES, makeSubject);
}
