import { type Clock, type Dimensions, isCountable, type MetricName, type MetricsSink } from '@earshot/core';
import { METRICS_NAMESPACE } from '../metrics-namespace.ts';

/**
 * Writes each count as a line of the CloudWatch embedded metric format (its specification, version 0): CloudWatch Logs makes the metric
 * from it, and nothing is sent or waited for.
 */
export class LogMetricsSink implements MetricsSink {
  readonly #write: (line: string) => void;
  readonly #clock: Clock;
  readonly #namespace: string;

  /** `write` takes a line without its newline. */
  constructor(write: (line: string) => void, clock: Clock, namespace: string = METRICS_NAMESPACE) {
    this.#write = write;
    this.#clock = clock;
    this.#namespace = namespace;
  }

  count(name: MetricName, value: number, dimensions: Dimensions): void {
    if (!isCountable(value)) return;
    const directive = {
      Namespace: this.#namespace,
      Dimensions: [Object.keys(dimensions)],
      Metrics: [{ Name: name, Unit: 'Count' }],
    };
    const _aws = { Timestamp: this.#clock.now(), CloudWatchMetrics: [directive] };
    try {
      this.#write(JSON.stringify({ _aws, ...dimensions, [name]: value }));
    } catch {
      // A log that cannot be written is no reason to fail a request.
    }
  }
}
