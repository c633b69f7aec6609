import { type Dimensions, isCountable, type MetricName, type MetricsSink, seriesKey } from '@earshot/core';

/** A metrics sink of a project of its own. */
export class TallyMetrics implements MetricsSink {
  readonly tally = new Map<string, number>();

  count(name: MetricName, value: number, dimensions: Dimensions): void {
    if (!isCountable(value)) return;
    const series = seriesKey(name, dimensions);
    this.tally.set(series, (this.tally.get(series) ?? 0) + value);
  }
}
