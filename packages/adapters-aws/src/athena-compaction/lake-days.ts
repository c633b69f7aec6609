import { ListObjectsV2Command, type ListObjectsV2CommandOutput } from '@aws-sdk/client-s3';
import { type Day, dayIn, LAKE_PREFIX } from '@earshot/core';
import { failing } from '../failures.ts';

/** The part of an S3 client that lists folders. */
export interface FolderLister {
  send(command: ListObjectsV2Command): Promise<Pick<ListObjectsV2CommandOutput, 'CommonPrefixes' | 'NextContinuationToken'>>;
}

/** The days of a bucket's lake that have feedback, from one on, in their order. Lists the folders of the years, then of months, then of days. */
export async function lakeDays(client: FolderLister, bucket: string, from: Day): Promise<Day[]> {
  let folders = [LAKE_PREFIX];
  for (const digits of [4, 7, 10]) {
    const inner = await Promise.all(folders.map((folder) => foldersIn(client, bucket, folder)));
    folders = inner.flat().filter((folder) => dayIn(folder).length === digits && dayIn(folder) >= from.slice(0, digits));
  }
  return folders.map(dayIn).sort();
}

async function foldersIn(client: FolderLister, Bucket: string, Prefix: string): Promise<string[]> {
  const folders: string[] = [];
  let ContinuationToken: string | undefined;
  do {
    const command = new ListObjectsV2Command({ Bucket, Prefix, Delimiter: '/', ContinuationToken });
    const page = await client.send(command).catch(failing('listing the days of the lake'));
    folders.push(...(page.CommonPrefixes ?? []).map(({ Prefix: folder = '' }) => folder));
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken);
  return folders;
}
