import type { Dimensions, MetricName } from '@earshot/core';
import type { MetricsSubject } from '@earshot/core/conformance';
import { PrometheusMetricsSink } from '../src/prometheus-metrics-sink/prometheus-metrics-sink.ts';

const EXPORTED: Readonly<Record<MetricName, string>> = {
  FeedbackProcessed: 'feedback_processed_total',
  ProcessingErrors: 'processing_errors_total',
  ShadowAgreement: 'shadow_agreement_total',
  ShadowConfusion: 'shadow_confusion_total',
};

/** A sink that is read as a Prometheus server reads it. */
export async function metricsSubject(): Promise<MetricsSubject> {
  const metrics = new PrometheusMetricsSink();
  return {
    metrics,
    total: async (name, dimensions) => sampleOf(await metrics.text(), `${EXPORTED[name]}${labels(dimensions)}`),
    dispose: async () => {},
  };
}

function labels(dimensions: Dimensions): string {
  const pairs = Object.entries(dimensions).map(([name, value]) => `${name.toLowerCase()}="${value}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function sampleOf(text: string, series: string): number {
  const line = text.split('\n').find((candidate) => candidate.startsWith(`${series} `));
  return Number(line?.slice(series.length) ?? 0);
}
