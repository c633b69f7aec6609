import { describe, it } from 'node:test';
import { seriesKey } from '@earshot/core';
import { metricsSuite } from '@earshot/core/conformance';
import { TallyMetrics } from './tally-metrics.ts';

metricsSuite({ describe, it }, async () => {
  const metrics = new TallyMetrics();
  return {
    metrics,
    total: async (name, dimensions) => metrics.tally.get(seriesKey(name, dimensions)) ?? 0,
    dispose: async () => {},
  };
});
