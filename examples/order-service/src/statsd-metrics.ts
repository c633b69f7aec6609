import { type Dimensions, isCountable, type MetricName, type MetricsSink, seriesKey, sortedEntries } from '@earshot/core';

/** Counts in StatsD with tags. What is counted in one go is added up and sent together; nothing waits for it. */
export class StatsdMetrics implements MetricsSink {
  readonly #send: (packet: string) => void;
  #pending = new Map<string, { readonly name: MetricName; readonly dimensions: Dimensions; value: number }>();

  constructor(send: (packet: string) => void) {
    this.#send = send;
  }

  count(name: MetricName, value: number, dimensions: Dimensions): void {
    if (!isCountable(value)) return;
    if (this.#pending.size === 0) setImmediate(() => this.#flush());
    const series = this.#pending.get(seriesKey(name, dimensions)) ?? { name, dimensions, value: 0 };
    series.value += value;
    this.#pending.set(seriesKey(name, dimensions), series);
  }

  #flush(): void {
    const lines = [...this.#pending.values()].map(({ name, dimensions, value }) => {
      const tags = sortedEntries(dimensions).map(([tag, content]) => `${tag}:${content}`);
      return `orders.${name}:${value}|c${tags.length > 0 ? `|#${tags}` : ''}`;
    });
    this.#pending = new Map();
    this.#send(lines.join('\n'));
  }
}
