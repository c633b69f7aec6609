import { METRICS_NAMESPACE } from '@earshot/adapters-aws';
import { type AlertRule, type MetricName, SENTIMENTS, type Sentiment } from '@earshot/core';
import { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';

/**
 * The share that a rule is about, in per cent of all feedback, over the time it looks at; 0 where there is less than its minimum. A
 * sentiment that nothing was judged to has no data, which counts as 0.
 */
export function negativeShare({ seconds, minimum }: AlertRule): IMetric {
  const period = Duration.seconds(seconds);
  const counts = Object.fromEntries(SENTIMENTS.map((sentiment) => [sentiment.toLowerCase(), processed(sentiment, period)]));
  const sum = Object.keys(counts)
    .map((count) => `FILL(${count}, 0)`)
    .join(' + ');
  const total = new MathExpression({ expression: sum, usingMetrics: counts, period, label: 'All' });
  return new MathExpression({
    expression: `IF(total >= ${minimum}, 100 * FILL(negative, 0) / total, 0)`,
    usingMetrics: { total, ...counts },
    period,
    label: 'Negative, per cent',
  });
}

/** How often a feedback was stored with a sentiment; named as the core counts it. */
function processed(Sentiment: Sentiment, period: Duration): IMetric {
  const dimensionsMap = { Sentiment };
  return new Metric({
    namespace: METRICS_NAMESPACE,
    metricName: 'FeedbackProcessed' satisfies MetricName,
    dimensionsMap,
    statistic: Stats.SUM,
    period,
  });
}
