import { METRICS_NAMESPACE } from '@earshot/adapters-aws';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { DataLake } from './data-lake.ts';
import type { FeedbackTable } from './feedback-table.ts';

/**
 * What each adapter may do, no more than it calls: a test holds these actions against the commands in the adapters' sources. CDK's own
 * grants give more, such as `dynamodb:Scan` or `s3:PutObjectLegalHold`.
 */

/** Judge sentiment. Comprehend has no resources to name, so the region is what bounds it. */
export function mayJudgeSentiment(region: string): PolicyStatement {
  return new PolicyStatement({
    actions: ['comprehend:DetectSentiment', 'comprehend:BatchDetectSentiment'],
    resources: ['*'],
    conditions: { StringEquals: { 'aws:RequestedRegion': region } },
  });
}

/** Put records once, and read them back by key and by index. */
export function mayUseTable({ table, indexArns }: Pick<FeedbackTable, 'table' | 'indexArns'>): PolicyStatement[] {
  return [
    new PolicyStatement({ actions: ['dynamodb:PutItem', 'dynamodb:GetItem'], resources: [table.tableArn] }),
    new PolicyStatement({ actions: ['dynamodb:Query'], resources: [table.tableArn, ...indexArns] }),
  ];
}

/** Put records into the lake; into an object of several, which is read before it is written. */
export function mayAppendToLake({ feedbackArn }: Pick<DataLake, 'feedbackArn'>): PolicyStatement {
  return new PolicyStatement({ actions: ['s3:PutObject', 's3:GetObject'], resources: [feedbackArn] });
}

/** List what a day of the lake holds. */
export function mayListLake({ bucket }: Pick<DataLake, 'bucket'>, folder: string): PolicyStatement {
  return new PolicyStatement({
    actions: ['s3:ListBucket'],
    resources: [bucket.bucketArn],
    conditions: { StringLike: { 's3:prefix': `${folder}*` } },
  });
}

/** Send metrics, of Earshot's own namespace alone. */
export function maySendMetrics(): PolicyStatement {
  return new PolicyStatement({
    actions: ['cloudwatch:PutMetricData'],
    resources: ['*'],
    conditions: { StringEquals: { 'cloudwatch:namespace': METRICS_NAMESPACE } },
  });
}

/** Write to a log that is there already. */
export function mayWriteLog({ logGroupArn }: Pick<ILogGroup, 'logGroupArn'>): PolicyStatement {
  return new PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroupArn] });
}

/** Send traces, which X-Ray gives no resources for. */
export function mayTrace(): PolicyStatement {
  return new PolicyStatement({ actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], resources: ['*'] });
}

/** Tell of an event that was given up. */
export function mayPublish({ topicArn }: Pick<ITopic, 'topicArn'>): PolicyStatement {
  return new PolicyStatement({ actions: ['sns:Publish'], resources: [topicArn] });
}

/** Use a key for what lies encrypted in the table, the lake and the topic, through these services alone. */
export function mayUseKey({ keyArn }: Pick<IKey, 'keyArn'>, region: string): PolicyStatement {
  const services = ['dynamodb', 's3', 'sns'].map((service) => `${service}.${region}.amazonaws.com`);
  return new PolicyStatement({
    actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'],
    resources: [keyArn],
    conditions: { StringEquals: { 'kms:ViaService': services } },
  });
}
