import type { MetricsSubject } from '../../src/conformance/index.ts';
import type { MetricsSink } from '../../src/index.ts';
import { MemoryMetrics } from '../../src/memory/index.ts';
import { metricsSubject } from '../subjects.ts';
import { counter, type Mutants } from './mutants.ts';

type Count = MetricsSink['count'];

/** A sink that passes its counts on changed. */
function sink(change: (inner: MemoryMetrics, ...call: Parameters<Count>) => void): MetricsSubject {
  const inner = new MemoryMetrics();
  const metrics: MetricsSink = { count: (...call) => change(inner, ...call) };
  return { ...metricsSubject(inner), metrics };
}

/** A sink that loses every so many counts. */
function losing(every: number): MetricsSubject {
  const nth = counter();
  return sink((inner, ...call) => {
    if (nth() % every !== 0) inner.count(...call);
  });
}

/** A sink that wants to be waited for. */
function promising(): MetricsSubject {
  const count: Count = async () => {};
  return { ...metricsSubject(), metrics: { count } };
}

export const METRICS_MUTANTS: Mutants<MetricsSubject> = {
  'counts of one series add up': () => sink((inner, name, value, dimensions) => inner.count(name, Math.sign(value), dimensions)),
  'each value of a dimension is a series of its own': () =>
    sink((inner, name, value) => inner.count(name, value, { Sentiment: 'POSITIVE' })),
  'each name is a metric of its own': () =>
    sink((inner, _, value, dimensions) => inner.count('FeedbackProcessed', value, dimensions)),
  'what was never counted is zero': () => ({ ...metricsSubject(), total: async () => Number.NaN }),
  'a thousand counts at once are all counted': () => losing(500),
  'a value that is no positive finite number counts nothing and throws nothing': () =>
    sink((inner, name, value, dimensions) => {
      if (Number.isNaN(value)) throw new RangeError('not a number');
      inner.count(name, value, dimensions);
    }),
  'count gives nothing back to wait for': () => promising(),
};
