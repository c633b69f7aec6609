import { sortedEntries } from './fields.ts';
import type { Dimensions } from './ports/metrics-sink.ts';

/** Names a series of a metric: equal for equal dimensions, in whatever order they come. */
export function seriesKey(name: string, dimensions: Dimensions): string {
  return JSON.stringify([name, ...sortedEntries(dimensions)]);
}
