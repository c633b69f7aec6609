import { PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { type Dimensions, isCountable, type MetricName, type MetricsSink, seriesKey } from '@earshot/core';
import { METRICS_NAMESPACE } from '../metrics-namespace.ts';

/** The part of a CloudWatch client that the sink uses. */
export interface CloudWatchSender {
  send(command: PutMetricDataCommand): Promise<unknown>;
}

/** Series that one PutMetricData call takes (its API reference). */
const SERIES_A_CALL = 1_000;

/** What has been counted of one series and not been sent. */
interface Series {
  readonly name: MetricName;
  readonly dimensions: Dimensions;
  value: number;
}

/**
 * Adds counts up in memory and sends the sums to CloudWatch when it is told to. Sums whose answer is lost are sent again, and then count
 * twice: CloudWatch has nothing to tell a repeat by.
 */
export class CloudWatchMetricsSink implements MetricsSink {
  readonly #client: CloudWatchSender;
  readonly #namespace: string;
  #pending = new Map<string, Series>();

  constructor(client: CloudWatchSender, namespace: string = METRICS_NAMESPACE) {
    this.#client = client;
    this.#namespace = namespace;
  }

  count(name: MetricName, value: number, dimensions: Dimensions): void {
    if (!isCountable(value)) return;
    const key = seriesKey(name, dimensions);
    const series = this.#pending.get(key) ?? { name, dimensions, value: 0 };
    series.value += value;
    this.#pending.set(key, series);
  }

  /** Sends what was counted since the last time. Never rejects: what could not be sent stays for the next time. */
  async flush(): Promise<void> {
    const series = [...this.#pending.values()];
    this.#pending = new Map();
    const calls = Array.from({ length: Math.ceil(series.length / SERIES_A_CALL) }, (_, i) =>
      series.slice(i * SERIES_A_CALL, (i + 1) * SERIES_A_CALL),
    );
    await Promise.all(calls.map((part) => this.#send(part)));
  }

  async #send(part: readonly Series[]): Promise<void> {
    const MetricData = part.map(({ name, dimensions, value }) => ({
      MetricName: name,
      Value: value,
      Unit: 'Count' as const,
      Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
    }));
    try {
      await this.#client.send(new PutMetricDataCommand({ Namespace: this.#namespace, MetricData }));
    } catch {
      for (const { name, value, dimensions } of part) this.count(name, value, dimensions);
    }
  }
}
