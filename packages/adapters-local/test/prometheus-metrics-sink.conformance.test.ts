import { metricsSuite } from '@earshot/core/conformance';
import { describe, it } from '@jest/globals';
import { metricsSubject } from './metrics-subject.ts';

describe('PrometheusMetricsSink', () => {
  metricsSuite({ describe, it }, metricsSubject);
});
