import { randomUUID } from 'node:crypto';
import { CreateTableCommand, DeleteTableCommand, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, DeleteBucketCommand, DeleteObjectsCommand, paginateListObjectsV2 } from '@aws-sdk/client-s3';
import type { AwsClients } from './clients.ts';
import { feedbackTableInput } from './dynamodb-feedback-store/table-input.ts';

/** A table and a bucket. */
export interface AwsResources {
  readonly table: string;
  readonly bucket: string;
}

/**
 * Creates a table with its indexes, and a bucket, under names that nobody else has: for tests on an emulator. What is deployed for
 * good comes from the CDK app, from the same definition of the table.
 */
export async function createResources({ dynamodb, s3 }: AwsClients): Promise<AwsResources> {
  const unique = randomUUID().slice(0, 13);
  const [table, bucket] = [`customer-feedback-${unique}`, `feedback-data-lake-${unique}`];
  await Promise.all([
    dynamodb.send(new CreateTableCommand(feedbackTableInput(table))),
    s3.send(new CreateBucketCommand({ Bucket: bucket })),
  ]);
  await waitUntilTableExists({ client: dynamodb, maxWaitTime: 30, minDelay: 1 }, { TableName: table });
  return { table, bucket };
}

/** Deletes the table, and the bucket with what is in it. */
export async function deleteResources({ dynamodb, s3 }: AwsClients, { table, bucket }: AwsResources): Promise<void> {
  await dynamodb.send(new DeleteTableCommand({ TableName: table }));
  for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket: bucket })) {
    const Objects = Contents.map(({ Key }) => ({ Key }));
    if (Objects.length > 0) await s3.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects } }));
  }
  await s3.send(new DeleteBucketCommand({ Bucket: bucket }));
}
