import { type Dimensions, isCountable, type MetricName, type MetricsSink } from '@earshot/core';
import { Counter, Registry } from 'prom-client';

/** The Prometheus name, help and labels of each metric. Dimensions become labels in lower case. */
const COUNTERS = {
  FeedbackProcessed: {
    name: 'feedback_processed_total',
    help: 'Feedback that is in the store and in the lake, by sentiment.',
    labelNames: ['sentiment'],
  },
  ProcessingErrors: {
    name: 'processing_errors_total',
    help: 'Feedback that failed for a reason that is not the caller’s.',
    labelNames: [],
  },
  ShadowAgreement: {
    name: 'shadow_agreement_total',
    help: 'Texts that a second engine judged beside the first, by whether the two agree.',
    labelNames: ['agrees'],
  },
  ShadowConfusion: {
    name: 'shadow_confusion_total',
    help: 'The same texts by the sentiment that the first engine found and that of the second (shadow).',
    labelNames: ['sentiment', 'shadow'],
  },
} as const;

/** Counts for a Prometheus server to read. */
export class PrometheusMetricsSink implements MetricsSink {
  readonly #registry = new Registry();
  readonly #counters = {
    FeedbackProcessed: this.#counter('FeedbackProcessed'),
    ProcessingErrors: this.#counter('ProcessingErrors'),
    ShadowAgreement: this.#counter('ShadowAgreement'),
    ShadowConfusion: this.#counter('ShadowConfusion'),
  } satisfies Record<MetricName, Counter>;

  /** The media type of {@link text}. */
  get contentType(): string {
    return this.#registry.contentType;
  }

  count(name: MetricName, value: number, dimensions: Dimensions): void {
    if (!isCountable(value)) return;
    try {
      this.#counters[name].inc(labelsOf(dimensions), value);
    } catch {
      // A dimension that is no label of the metric: the count is lost, the feedback is not.
    }
  }

  /** All counts since the sink was made, in the Prometheus text format. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }

  #counter(name: MetricName): Counter {
    const { help, labelNames, name: exported } = COUNTERS[name];
    return new Counter({ name: exported, help, labelNames: [...labelNames], registers: [this.#registry] });
  }
}

function labelsOf(dimensions: Dimensions): Record<string, string> {
  return Object.fromEntries(Object.entries(dimensions).map(([name, value]) => [name.toLowerCase(), value]));
}
