import { describe, it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { sortedEntries } from '@earshot/core';
import { metricsSuite } from '@earshot/core/conformance';
import { StatsdMetrics } from '../src/statsd-metrics.ts';

// The promises that every metrics sink of Earshot keeps, on an adapter of our own.
metricsSuite({ describe, it }, async () => {
  const lines: string[] = [];
  const metrics = new StatsdMetrics((packet) => lines.push(...packet.split('\n')));
  return {
    metrics,
    total: async (name, dimensions) => {
      await setImmediate();
      const tags = sortedEntries(dimensions).map(([tag, content]) => `${tag}:${content}`);
      const end = tags.length > 0 ? `|c|#${tags}` : '|c';
      const counted = lines.filter((line) => line.startsWith(`orders.${name}:`) && line.endsWith(end));
      return counted.reduce((sum, line) => sum + Number(/:([\d.]+)\|/.exec(line)?.[1]), 0);
    },
    dispose: async () => {},
  };
});
