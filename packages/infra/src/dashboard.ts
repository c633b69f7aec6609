import { METRICS_NAMESPACE } from '@earshot/adapters-aws';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import {
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IWidget,
  Metric,
  PeriodOverride,
  Stats,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { type Alarms, throttled } from './alarms.ts';

/** What the dashboard shows. */
export interface FeedbackDashboardProps {
  readonly dashboardName: string;
  readonly alarms: Alarms;
  readonly processor: IFunction;
  readonly table: Table;
  readonly restApi: RestApi;
}

const SENTIMENTS = ['POSITIVE', 'NEGATIVE', 'NEUTRAL', 'MIXED', 'UNKNOWN'] as const;
const SIZE = { width: 12, height: 6 };
const SUM = { statistic: Stats.SUM };

/** One page for whoever is woken by an alarm: what customers feel, and how the service is. */
export class FeedbackDashboard extends Construct {
  constructor(scope: Construct, id: string, { dashboardName, alarms, ...watched }: FeedbackDashboardProps) {
    super(scope, id);
    const status = new AlarmStatusWidget({ title: 'Alarms', alarms: [...alarms.all], width: 24, height: 3 });
    new Dashboard(this, 'Dashboard', {
      dashboardName,
      periodOverride: PeriodOverride.AUTO,
      widgets: [[status], [feedback(), requests(watched)], [durations(watched), troubles(watched)]],
    });
  }
}

type Watched = Pick<FeedbackDashboardProps, 'processor' | 'table' | 'restApi'>;

function feedback(): IWidget {
  const left = SENTIMENTS.map((Sentiment) => {
    const dimensionsMap = { Sentiment };
    return new Metric({ namespace: METRICS_NAMESPACE, metricName: 'FeedbackProcessed', dimensionsMap, label: Sentiment, ...SUM });
  });
  return new GraphWidget({ title: 'Feedback by sentiment', left, stacked: true, ...SIZE });
}

function requests({ restApi: { deploymentStage: stage } }: Watched): IWidget {
  const left = [
    stage.metricCount({ ...SUM, label: 'Requests' }),
    stage.metricClientError({ ...SUM, label: 'Refused (4xx)' }),
    stage.metricServerError({ ...SUM, label: 'Failed (5xx)' }),
  ];
  return new GraphWidget({ title: 'Requests', left, ...SIZE });
}

function durations({ restApi: { deploymentStage: stage }, processor }: Watched): IWidget {
  const percentiles = [50, 99].map((p) => stage.metricLatency({ statistic: Stats.percentile(p), label: `API p${p}` }));
  const left = [...percentiles, processor.metricDuration({ statistic: Stats.percentile(99), label: 'Function p99' })];
  return new GraphWidget({ title: 'Latency', left, ...SIZE });
}

function troubles({ processor, table }: Watched): IWidget {
  const left = [
    new Metric({ namespace: METRICS_NAMESPACE, metricName: 'ProcessingErrors', label: 'Processing errors', ...SUM }),
    processor.metricErrors({ ...SUM, label: 'Function errors' }),
    processor.metricThrottles({ ...SUM, label: 'Function throttled' }),
    throttled(table, 'PutItem', 'Writes throttled'),
    throttled(table, 'Query', 'Reads throttled'),
  ];
  return new GraphWidget({ title: 'Troubles', left, ...SIZE });
}
