import { seriesKey } from '@earshot/core';
import { type MetricsSubject, metricsSuite } from '@earshot/core/conformance';
import { describe, it } from '@jest/globals';
import { LogMetricsSink } from '../src/index.ts';
import { extracted } from './emf.ts';

/** A sink that logs to memory; its totals are those that CloudWatch extracts from the lines. */
async function logSubject(): Promise<MetricsSubject> {
  const lines: string[] = [];
  const metrics = new LogMetricsSink((line) => lines.push(line), { now: () => 1_795_600_000_000 });
  const key = (name: string, dimensions: Readonly<Record<string, string>>) => {
    const [, ...rest] = JSON.parse(seriesKey(name, dimensions));
    return JSON.stringify(['FeedbackProcessing', name, 'Count', ...rest]);
  };
  return {
    metrics,
    total: async (name, dimensions) => extracted(lines).get(key(name, dimensions)) ?? 0,
    dispose: async () => {},
  };
}

describe('LogMetricsSink', () => metricsSuite({ describe, it }, logSubject));
