import type { Dimensions, MetricName, MetricsSink } from '../ports/metrics-sink.ts';
import { isCountable, seriesKey } from '../series.ts';

/** Counts in memory, for tests of what is built on the core. */
export class MemoryMetrics implements MetricsSink {
  /** Totals by series. */
  readonly totals = new Map<string, number>();

  count(name: MetricName, value: number, dimensions: Dimensions): void {
    if (!isCountable(value)) return;
    const key = seriesKey(name, dimensions);
    this.totals.set(key, (this.totals.get(key) ?? 0) + value);
  }
}
