import { LAKE_PREFIX } from '@earshot/core';
import { Stack } from 'aws-cdk-lib';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { DataLake } from './data-lake.ts';
import { FeedbackFunction } from './feedback-function.ts';
import type { FeedbackTable } from './feedback-table.ts';
import { functionEnvironment } from './function-environment.ts';
import type { Names } from './names.ts';
import { mayAppendToLake, mayJudgeSentiment, mayListLake, maySendMetrics, mayUseKey, mayUseTable } from './permissions.ts';
import type { Settings } from './settings.ts';
import { acknowledgeWildcard } from './wildcards.ts';

/** What the functions are made by. */
export interface FeedbackFunctionsProps {
  readonly names: Names;
  readonly settings: Settings;
  /** Holds `handler.js` and `reconcile.js`. */
  readonly code: Code;
  readonly table: FeedbackTable;
  readonly lake: DataLake;
  readonly failures: ITopic;
  readonly key?: IKey;
}

/** A day is reconciled within what Lambda gives at most. */
const RECONCILE_SECONDS = 900;

const NO_RESOURCES =
  'Comprehend, X-Ray and PutMetricData have no resources to name; conditions bound Comprehend to its region, and metrics to their namespace.';

/** The two functions, of one code: the one that answers requests, and the one that makes store and lake equal. */
export class FeedbackFunctions extends Construct {
  readonly processor: FeedbackFunction;
  readonly reconciler: FeedbackFunction;

  constructor(scope: Construct, id: string, props: FeedbackFunctionsProps) {
    super(scope, id);
    const { names, settings } = props;
    const shared = this.#shared(props);
    const { region } = Stack.of(this);
    this.processor = new FeedbackFunction(this, 'Processor', {
      ...shared,
      functionName: names.processor,
      roleName: names.processorRole,
      policyName: names.processorPolicy,
      title: 'Feedback Processor',
      handler: 'handler.handler',
      timeoutSeconds: settings.lambdaTimeoutSeconds,
      statements: [...mayKeepFeedback(props, region), mayJudgeSentiment(settings.comprehendRegion)],
    });
    this.reconciler = new FeedbackFunction(this, 'Reconciler', {
      ...shared,
      functionName: names.reconciler,
      roleName: names.reconcilerRole,
      policyName: names.reconcilerPolicy,
      title: 'Feedback Reconciler',
      handler: 'reconcile.handler',
      timeoutSeconds: RECONCILE_SECONDS,
      statements: [...mayKeepFeedback(props, region), mayListLake(props.lake, LAKE_PREFIX)],
    });
    acknowledgeWildcard(this, '*', NO_RESOURCES);
    acknowledgeWildcard(this, props.lake.feedbackArn, 'Every feedback is an object of its own, in this folder of the lake.');
  }

  #shared({ settings, code, table, lake, failures, key }: FeedbackFunctionsProps) {
    const { lambdaMemoryMb: memoryMb, logRetentionDays } = settings;
    const environment = functionEnvironment({ table: table.table.tableName, bucket: lake.bucket.bucketName }, settings);
    return { code, environment, memoryMb, logRetentionDays, failures, ...(key && { key }) };
  }
}

/** What both do: keep records in the table and the lake, and count. */
function mayKeepFeedback({ table, lake, settings, key }: FeedbackFunctionsProps, region: string): PolicyStatement[] {
  return [
    ...mayUseTable(table),
    mayAppendToLake(lake),
    ...(settings.metrics === 'cloudwatch' ? [maySendMetrics()] : []),
    ...(key ? [mayUseKey(key, region)] : []),
  ];
}
