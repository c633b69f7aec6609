import { type CloudWatchClient, GetMetricStatisticsCommand, ListMetricsCommand, type Metric } from '@aws-sdk/client-cloudwatch';
import type { MetricName } from '@earshot/core';

/** The series of a metric. */
export async function seriesInCloudWatch(client: CloudWatchClient, Namespace: string, MetricName: MetricName): Promise<Metric[]> {
  const { Metrics = [] } = await client.send(new ListMetricsCommand({ Namespace, MetricName }));
  return Metrics;
}

/** What has been counted of a metric in the last hour, in all its series. */
export async function sumInCloudWatch(client: CloudWatchClient, namespace: string, name: MetricName): Promise<number> {
  const series = await seriesInCloudWatch(client, namespace, name);
  const sums = await Promise.all(series.map((metric) => sumOfSeries(client, metric)));
  return sums.reduce((total, sum) => total + sum, 0);
}

/** What has been counted of one series in the last hour. */
export async function sumOfSeries(client: CloudWatchClient, { Namespace, MetricName, Dimensions }: Metric): Promise<number> {
  const [StartTime, EndTime] = [-3_600_000, 3_600_000].map((ms) => new Date(Date.now() + ms));
  const query = {
    Namespace,
    MetricName,
    Dimensions,
    StartTime,
    EndTime,
    Period: 60,
    Statistics: ['Sum' as const],
    Unit: 'Count' as const,
  };
  const { Datapoints = [] } = await client.send(new GetMetricStatisticsCommand(query));
  return Datapoints.reduce((sum, { Sum = 0 }) => sum + Sum, 0);
}
