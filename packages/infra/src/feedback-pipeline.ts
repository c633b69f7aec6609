import { Aws, Tags } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { AccessLogs } from './access-logs.ts';
import { AlarmTopic } from './alarm-topic.ts';
import { Alarms } from './alarms.ts';
import { Analytics } from './analytics.ts';
import { CleanUpLog } from './clean-up-log.ts';
import { Compaction } from './compaction.ts';
import { Crawler } from './crawler.ts';
import { FeedbackDashboard } from './dashboard.ts';
import { DataLake } from './data-lake.ts';
import { EncryptionKey } from './encryption-key.ts';
import { FeedbackApi } from './feedback-api.ts';
import { FeedbackFunctions } from './feedback-functions.ts';
import { FeedbackTable } from './feedback-table.ts';
import { NamedQueries } from './named-queries.ts';
import { bucketNamesFor, type Names, namesFor } from './names.ts';
import { Nightly } from './nightly.ts';
import type { Outputs } from './outputs.ts';
import type { Settings } from './settings.ts';

/** What a pipeline is made by. */
export interface FeedbackPipelineProps {
  /** As `readSettings` gives them. */
  readonly settings: Settings;
  /** The functions: `handler.js` and `reconcile.js`, with what lies beside them. */
  readonly code: Code;
}

/** When a day is over and its last requests are, too; in UTC. */
const AFTER_MIDNIGHT = { hour: 0, minute: 30 };

/**
 * Everything that takes customer feedback in over HTTP, judges it, keeps it in a table and a lake, and answers questions about it in SQL.
 * Read from the top, it is the way that a feedback takes.
 */
export class FeedbackPipeline extends Construct {
  readonly outputs: Outputs;

  constructor(scope: Construct, id: string, { settings, code }: FeedbackPipelineProps) {
    super(scope, id);
    const { retain, emulated } = settings;
    const names = namesFor(settings.suffix);
    const buckets = bucketNamesFor(settings.suffix, Aws.ACCOUNT_ID);
    const withKey = settings.kms ? { key: dataKey(this, names.dataKeyAlias, retain) } : {};
    const safekeeping = { retain, emulated, ...withKey };
    const accessLogs = new AccessLogs(this, 'AccessLogs', { bucketName: buckets.accessLogs, safekeeping }).bucket;
    const { topic } = new AlarmTopic(this, 'AlarmTopic', { topicName: names.alarmTopic, ...withKey });

    const table = new FeedbackTable(this, 'FeedbackTable', { tableName: names.table, safekeeping });
    const lake = new DataLake(this, 'DataLake', { bucketName: buckets.dataLake, safekeeping, accessLogs });
    const functions = new FeedbackFunctions(this, 'Functions', {
      names,
      settings,
      code,
      table,
      lake,
      failures: topic,
      ...withKey,
    });
    const { processor, reconciler } = functions;
    const api = new FeedbackApi(this, 'Api', { names, function: processor.function, settings, ...withKey });
    new Nightly(this, 'ReconcileSchedule', {
      scheduleName: names.reconcileSchedule,
      roleName: names.reconcileScheduleRole,
      policyName: 'invoke-reconciler',
      title: 'Feedback Reconcile Schedule Role',
      description: 'Makes the store and the lake of customer feedback equal again',
      at: AFTER_MIDNIGHT,
      function: reconciler.function,
    });

    const analytics = new Analytics(this, 'Analytics', { names, buckets, settings, lake, accessLogs, safekeeping });
    // Emulators' CloudFormation knows no named queries.
    if (!emulated) new NamedQueries(this, 'NamedQueries', { analytics, database: names.database });
    const crawler = new Crawler(this, 'Crawler', { names, settings, lake, ...withKey });
    crawler.node.addDependency(analytics.database);

    // Emulators' Athena writes to no table.
    const compaction =
      settings.compaction && !emulated
        ? new Compaction(this, 'Compaction', { names, settings, code, lake, analytics, failures: topic, ...withKey })
        : undefined;

    const watched = { processor: processor.function, reconciler: reconciler.function, table: table.table, restApi: api.restApi };
    const alarms = new Alarms(this, 'Alarms', {
      names: names.alarms,
      topic,
      // Emulators' CloudFormation knows no alarm over several metrics.
      rules: emulated ? [] : settings.alerts,
      ...watched,
      ...(compaction && { compactor: compaction.function }),
    });
    new FeedbackDashboard(this, 'Dashboard', { dashboardName: names.dashboard, alarms, ...watched });

    new CleanUpLog(this, 'CleanUpLog', { logGroupName: names.cleanUpLog, retentionDays: settings.logRetentionDays });

    this.outputs = outputsOf({ names, table, lake, functions, api, analytics });
    Tags.of(this).add('Project', settings.projectName);
    Tags.of(this).add('Environment', settings.environment);
  }
}

function dataKey(pipeline: FeedbackPipeline, alias: string, retain: boolean): IKey {
  return new EncryptionKey(pipeline, 'DataKey', { alias, title: 'Feedback Data Key', retain, alarms: true }).key;
}

interface Rooms {
  readonly names: Names;
  readonly table: FeedbackTable;
  readonly lake: DataLake;
  readonly functions: FeedbackFunctions;
  readonly api: FeedbackApi;
  readonly analytics: Analytics;
}

function outputsOf({ names, table, lake, functions: { processor }, api, analytics }: Rooms): Outputs {
  return {
    api_endpoint: api.endpoint,
    api_gateway_id: api.restApi.restApiId,
    lambda_function_name: processor.function.functionName,
    lambda_function_arn: processor.function.functionArn,
    dynamodb_table_name: table.table.tableName,
    dynamodb_table_arn: table.table.tableArn,
    s3_data_lake_bucket: lake.bucket.bucketName,
    s3_data_lake_arn: lake.bucket.bucketArn,
    s3_athena_results_bucket: analytics.results.bucketName,
    glue_database_name: names.database,
    glue_crawler_name: names.crawler,
    athena_workgroup_name: names.workgroup,
    cloudwatch_log_group: processor.logGroup.logGroupName,
  };
}
