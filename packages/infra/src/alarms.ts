import { METRICS_NAMESPACE } from '@earshot/adapters-aws';
import type { AlertRule } from '@earshot/core';
import { Duration, Tags } from 'aws-cdk-lib';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Alarm, ComparisonOperator, type IMetric, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Names } from './names.ts';
import { negativeShare } from './negative-share.ts';

/** What is watched, and who is told. */
export interface AlarmsProps {
  readonly names: Names['alarms'];
  readonly processor: IFunction;
  readonly reconciler: IFunction;
  /** Where days are brought into columns. */
  readonly compactor?: IFunction;
  readonly table: Table;
  readonly restApi: RestApi;
  readonly topic: ITopic;
  /** When customers count as unhappy. */
  readonly rules: readonly AlertRule[];
}

/** One alarm. */
interface Watch {
  readonly title: string;
  readonly alarmName: string;
  readonly alarmDescription: string;
  readonly metric: IMetric;
  readonly threshold: number;
  /** Periods that it must last; one unless said. */
  readonly periods?: number;
  /** Whether its end is told, too. */
  readonly endTold?: true;
}

const period = Duration.minutes(5);
const SUM = { statistic: Stats.SUM, period };

/** Milliseconds that the slowest hundredth of requests may take: sentiment falls back after 8 s, and mostly takes a tenth of one. */
const SLOW_MS = 5_000;

/** Says when something is wrong, or customers are unhappy: each alarm looks at five minutes, or the time of its rule, and tells the topic. */
export class Alarms extends Construct {
  readonly all: readonly Alarm[];

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    const action = new SnsAction(props.topic);
    const all = { ...watches(props), ...sharesWatched(props) };
    this.all = Object.entries(all).map(([name, { title, periods = 1, endTold, ...watch }]) => {
      const alarm = new Alarm(this, name, {
        ...watch,
        evaluationPeriods: periods,
        comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      });
      alarm.addAlarmAction(action);
      if (endTold) alarm.addOkAction(action);
      Tags.of(alarm).add('Name', title);
      return alarm;
    });
  }
}

function watches({ names, processor, reconciler, compactor, table, restApi }: AlarmsProps): Readonly<Record<string, Watch>> {
  return {
    ProcessorErrors: {
      title: 'Lambda Error Alarm',
      alarmName: names.processorErrors,
      alarmDescription: 'This metric monitors Lambda function errors',
      metric: processor.metricErrors(SUM),
      threshold: 5,
    },
    TableThrottles: {
      title: 'DynamoDB Throttle Alarm',
      alarmName: names.tableThrottles,
      alarmDescription: 'This metric monitors DynamoDB throttling',
      metric: throttled(table, 'PutItem'),
      threshold: 10,
    },
    TableReadThrottles: {
      title: 'DynamoDB Read Throttle Alarm',
      alarmName: names.tableReadThrottles,
      alarmDescription: 'Reads of feedback that DynamoDB turned away as too many',
      metric: throttled(table, 'Query'),
      threshold: 10,
    },
    ApiErrors: {
      title: 'API Error Alarm',
      alarmName: names.apiErrors,
      alarmDescription: 'Requests that the API answered with a 5xx',
      metric: restApi.deploymentStage.metricServerError(SUM),
      threshold: 5,
    },
    ProcessingErrors: {
      title: 'Processing Error Alarm',
      alarmName: names.processingErrors,
      alarmDescription: 'Feedback that could not be processed, which its sender was told',
      metric: new Metric({ namespace: METRICS_NAMESPACE, metricName: 'ProcessingErrors', ...SUM }),
      threshold: 5,
    },
    Latency: {
      title: 'API Latency Alarm',
      alarmName: names.latency,
      alarmDescription: 'Milliseconds that 99 of 100 requests stay below, for a quarter of an hour',
      metric: restApi.deploymentStage.metricLatency({ statistic: Stats.percentile(99), period }),
      threshold: SLOW_MS,
      periods: 3,
    },
    ReconcileErrors: {
      title: 'Reconcile Error Alarm',
      alarmName: names.reconcileErrors,
      alarmDescription: 'Store and lake could not be made equal; the log of the reconciler says why',
      metric: reconciler.metricErrors(SUM),
      threshold: 0,
    },
    ...(compactor && {
      CompactionErrors: {
        title: 'Compaction Error Alarm',
        alarmName: names.compactionErrors,
        alarmDescription:
          'Feedback was not brought into columns; the log of the compactor says why, and SQL reads the objects meanwhile',
        metric: compactor.metricErrors(SUM),
        threshold: 0,
      },
    }),
  };
}

function sharesWatched({ names, rules }: AlarmsProps): Readonly<Record<string, Watch>> {
  const entries = rules.map((rule) => [
    names.negativeShare(rule),
    {
      title: 'Negative Share Alarm',
      alarmName: names.negativeShare(rule),
      alarmDescription: `Customers are unhappy: ${rule.text}`,
      metric: negativeShare(rule),
      threshold: rule.percent,
      endTold: true,
    } as const,
  ]);
  return Object.fromEntries(entries);
}

/**
 * Requests of one kind that the table turned away as too many, be it for its own sake or for that of an index. Its `UserErrors` count
 * none of them.
 */
export function throttled(table: Table, Operation: 'PutItem' | 'Query', label?: string): IMetric {
  const dimensionsMap = { TableName: table.tableName, Operation };
  return new Metric({
    namespace: 'AWS/DynamoDB',
    metricName: 'ThrottledRequests',
    dimensionsMap,
    ...SUM,
    ...(label && { label }),
  });
}
