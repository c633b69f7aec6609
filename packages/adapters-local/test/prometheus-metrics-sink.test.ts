import { describe, expect, it } from '@jest/globals';
import { PrometheusMetricsSink } from '../src/prometheus-metrics-sink/prometheus-metrics-sink.ts';

describe('metrics for Prometheus', () => {
  it('are text that names each metric, its type and its labels', async () => {
    const metrics = new PrometheusMetricsSink();
    metrics.count('FeedbackProcessed', 2, { Sentiment: 'MIXED' });
    metrics.count('ProcessingErrors', 1, {});
    const lines = (await metrics.text()).split('\n');
    expect(lines).toContain('# TYPE feedback_processed_total counter');
    expect(lines).toContain('feedback_processed_total{sentiment="MIXED"} 2');
    expect(lines).toContain('processing_errors_total 1');
    expect(metrics.contentType).toMatch(/^text\/plain/);
  });

  it('are kept apart between two sinks', async () => {
    const [one, other] = [new PrometheusMetricsSink(), new PrometheusMetricsSink()];
    one.count('ProcessingErrors', 3, {});
    expect(await other.text()).toContain('processing_errors_total 0');
  });

  it('never throw into the caller, whatever the dimensions', async () => {
    const metrics = new PrometheusMetricsSink();
    expect(() => metrics.count('FeedbackProcessed', 1, { Region: 'north', constructor: 'x' })).not.toThrow();
    expect(() => metrics.count('FeedbackProcessed', 1, { Sentiment: 'a"b\\c\nd' })).not.toThrow();
    expect(await metrics.text()).not.toContain('north');
  });
});
