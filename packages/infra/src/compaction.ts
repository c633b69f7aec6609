import { LAKE_TABLES } from '@earshot/adapters-aws';
import type { CompactionEnvironment } from '@earshot/lambda/compaction-config';
import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Code, IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Analytics } from './analytics.ts';
import type { DataLake } from './data-lake.ts';
import { FeedbackFunction } from './feedback-function.ts';
import type { Names } from './names.ts';
import { Nightly } from './nightly.ts';
import { mayUseKey } from './permissions.ts';
import type { Settings } from './settings.ts';
import { acknowledgeWildcard } from './wildcards.ts';

/** What is compacted, and how. */
export interface CompactionProps {
  readonly names: Names;
  readonly settings: Pick<Settings, 'lambdaMemoryMb' | 'logRetentionDays'>;
  /** Holds `compact.js`. */
  readonly code: Code;
  readonly lake: DataLake;
  readonly analytics: Analytics;
  readonly failures: ITopic;
  readonly key?: IKey;
}

/** It mostly waits for Athena, for as long as Lambda gives at most. */
const SECONDS = 900;

/** Two hours after store and lake are made equal for the day before, with time for that to be repeated. */
const AT = { hour: 2, minute: 30 };

/** Brings the days that are over into a table in columns every night, through Athena, which reads a fraction of it where it reads all of the objects. */
export class Compaction extends Construct {
  readonly function: IFunction;

  constructor(scope: Construct, id: string, props: CompactionProps) {
    super(scope, id);
    const { names, lake, analytics } = props;
    this.function = this.#function(props).function;
    new Nightly(this, 'Schedule', {
      scheduleName: names.compactionSchedule,
      roleName: names.compactionScheduleRole,
      policyName: 'invoke-compactor',
      title: 'Feedback Compaction Schedule Role',
      description: 'Brings customer feedback of days that are over into columns',
      at: AT,
      function: this.function,
    });
    acknowledgeWildcard(this, '*', 'X-Ray has no resources to name.');
    acknowledgeWildcard(this, lake.feedbackArn, 'Athena reads every feedback of a day, each an object of its own.');
    acknowledgeWildcard(this, lake.compactedArn, 'Athena names the files that it writes, in this folder of the lake.');
    acknowledgeWildcard(this, answersArn(analytics), 'Athena names the files of its answers, in this folder.');
  }

  #function(props: CompactionProps): FeedbackFunction {
    const { names, settings, code, lake, failures, key } = props;
    return new FeedbackFunction(this, 'Compactor', {
      functionName: names.compactor,
      roleName: names.compactorRole,
      policyName: names.compactorPolicy,
      title: 'Feedback Compactor',
      code,
      handler: 'compact.handler',
      environment: {
        S3_BUCKET: lake.bucket.bucketName,
        ATHENA_DATABASE: names.database,
        ATHENA_WORKGROUP: names.workgroup,
      } satisfies CompactionEnvironment,
      timeoutSeconds: SECONDS,
      memoryMb: settings.lambdaMemoryMb,
      logRetentionDays: settings.logRetentionDays,
      failures,
      ...(key && { key }),
      statements: this.#statements(props),
    });
  }

  /** What the function does, and what Athena does in its name. */
  #statements({ names, lake, analytics, key }: CompactionProps): PolicyStatement[] {
    return [
      this.#mayAsk(names.workgroup),
      ...mayMoveRows(lake, analytics),
      ...this.#mayKeepTables(names.database),
      ...(key ? [mayUseKey(key, Stack.of(this).region)] : []),
    ];
  }

  #mayAsk(workgroup: string): PolicyStatement {
    return new PolicyStatement({
      actions: ['athena:StartQueryExecution', 'athena:GetQueryExecution', 'athena:GetQueryResults'],
      resources: [Stack.of(this).formatArn({ service: 'athena', resource: 'workgroup', resourceName: workgroup })],
    });
  }

  /** Read the tables, put another view in the place of the one, and note days of the table in columns. */
  #mayKeepTables(database: string): PolicyStatement[] {
    const arn = (resource: string) => Stack.of(this).formatArn({ service: 'glue', resource });
    const catalog = [arn('catalog'), arn(`database/${database}`)];
    const table = (name: string) => arn(`table/${database}/${name}`);
    return [
      new PolicyStatement({
        actions: ['glue:GetDatabase', 'glue:GetTable', 'glue:GetPartition', 'glue:GetPartitions', 'glue:BatchGetPartition'],
        resources: [...catalog, ...Object.values(LAKE_TABLES).map(table)],
      }),
      new PolicyStatement({
        actions: ['glue:CreatePartition', 'glue:BatchCreatePartition', 'glue:UpdatePartition'],
        resources: [...catalog, table(LAKE_TABLES.columns)],
      }),
      new PolicyStatement({
        actions: ['glue:CreateTable', 'glue:UpdateTable'],
        resources: [...catalog, table(LAKE_TABLES.all)],
      }),
    ];
  }
}

/** Read the objects, write the files in columns and read them, and keep answers. Nothing is deleted. The lake's bucket holds nothing else that could be listed. */
function mayMoveRows({ bucket, feedbackArn, compactedArn }: DataLake, analytics: Analytics): PolicyStatement[] {
  const writing = ['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'];
  return [
    new PolicyStatement({ actions: ['s3:GetObject'], resources: [feedbackArn] }),
    new PolicyStatement({ actions: writing, resources: [compactedArn, answersArn(analytics)] }),
    new PolicyStatement({
      actions: ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'],
      resources: [bucket.bucketArn, analytics.results.bucketArn],
    }),
  ];
}

function answersArn({ results }: Analytics): string {
  return results.arnForObjects('results/*');
}
