import { sortedEntries } from './objects.ts';
import type { Dimensions } from './ports/metrics-sink.ts';

/** Names a series of a metric: equal for equal dimensions, in whatever order they come. */
export function seriesKey(name: string, dimensions: Dimensions): string {
  return JSON.stringify([name, ...sortedEntries(dimensions)]);
}

/** Whether a value counts: a positive finite number. */
export function isCountable(value: number): boolean {
  return value > 0 && Number.isFinite(value);
}
