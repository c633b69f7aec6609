import {
  GetObjectCommand,
  type GetObjectCommandOutput,
  ListObjectsV2Command,
  type ListObjectsV2CommandOutput,
  PutObjectCommand,
  type PutObjectCommandOutput,
} from '@aws-sdk/client-s3';
import {
  Damage,
  type Day,
  dayPrefix,
  Failure,
  type FeedbackLake,
  type FeedbackRecord,
  groupBy,
  isBatchKey,
  lakeKeyOf,
  mergeLines,
  parseLines,
} from '@earshot/core';
import { awsFailure, failing, nameOf } from '../failures.ts';

/** The part of an S3 client that the lake uses. */
export interface S3Sender {
  send(command: PutObjectCommand): Promise<Pick<PutObjectCommandOutput, 'ETag'>>;
  send(command: GetObjectCommand): Promise<Pick<GetObjectCommandOutput, 'Body' | 'ETag'>>;
  send(command: ListObjectsV2Command): Promise<Pick<ListObjectsV2CommandOutput, 'Contents' | 'NextContinuationToken'>>;
}

/** Objects that are read at once. */
const READS_AT_ONCE = 16;
/** Times that an object is tried anew when another writer came between. */
const MERGE_TRIES = 10;

/** What S3 answers to a condition that does not hold, or to two conditional writes at once. */
const OVERTAKEN = ['PreconditionFailed', 'ConditionalRequestConflict'];

/** An object as it is now; absent where there is none. */
interface Current {
  readonly text: string;
  readonly etag: string | undefined;
}

/** Keeps lake objects in an S3 bucket. S3 makes an object visible whole; conditional writes keep two writers of one apart. */
export class S3FeedbackLake implements FeedbackLake {
  readonly #client: S3Sender;
  readonly #bucket: string;

  constructor(client: S3Sender, bucket: string) {
    this.#client = client;
    this.#bucket = bucket;
  }

  async append(records: readonly FeedbackRecord[]): Promise<void> {
    const objects = [...groupBy(records, lakeKeyOf)];
    await Promise.all(objects.map(([key, members]) => this.#merge(key, members)));
  }

  async *read(day: Day): AsyncGenerator<readonly FeedbackRecord[]> {
    const damage = new Damage();
    for await (const keys of this.#keys(dayPrefix(day))) {
      for (let start = 0; start < keys.length; start += READS_AT_ONCE) {
        const some = keys.slice(start, start + READS_AT_ONCE).map((key) => damage.readable(() => this.#records(key)));
        yield (await Promise.all(some)).flat();
      }
    }
    damage.tell();
  }

  async #records(key: string): Promise<FeedbackRecord[]> {
    return parseLines(key, (await this.#get(key))?.text ?? '');
  }

  /**
   * Puts rows into an object: created where it is absent, else changed as long as nobody else changed it. So a write that was given up and
   * arrives late cannot undo a later one, whether of a batch or of a single record that was judged anew.
   */
  async #merge(key: string, members: readonly FeedbackRecord[]): Promise<void> {
    let current: Current | undefined;
    for (let tries = 0; tries < MERGE_TRIES; tries += 1) {
      const text = mergeLines(key, current?.text ?? '', members);
      if (text === current?.text || (await this.#putIf(key, text, current?.etag))) return;
      current = await this.#get(key);
    }
    throw new Failure('throttled', `the lake object ${key} is being written by many at once`);
  }

  /** Puts an object if it is absent, or still as its tag says; tells whether it was. */
  async #putIf(key: string, Body: string, etag: string | undefined): Promise<boolean> {
    const condition = etag === undefined ? { IfNoneMatch: '*' } : { IfMatch: etag };
    const ContentType = isBatchKey(key) ? 'application/x-ndjson' : 'application/json';
    const object = { Bucket: this.#bucket, Key: key, Body, ContentType, ...condition };
    try {
      await this.#client.send(new PutObjectCommand({ ...object, ChecksumAlgorithm: 'CRC32' }));
      return true;
    } catch (error) {
      if (OVERTAKEN.includes(nameOf(error))) return false;
      throw awsFailure(error, 'writing a lake object');
    }
  }

  async #get(key: string): Promise<Current | undefined> {
    try {
      const { Body, ETag } = await this.#client.send(new GetObjectCommand({ Bucket: this.#bucket, Key: key }));
      return { text: (await Body?.transformToString('utf-8')) ?? '', etag: ETag };
    } catch (error) {
      if (nameOf(error) === 'NoSuchKey') return undefined;
      throw awsFailure(error, 'reading a lake object');
    }
  }

  /** The keys of feedback under a prefix, a page of the listing at a time. */
  async *#keys(Prefix: string): AsyncGenerator<string[]> {
    let ContinuationToken: string | undefined;
    do {
      const command = new ListObjectsV2Command({ Bucket: this.#bucket, Prefix, ContinuationToken });
      const { Contents = [], NextContinuationToken } = await this.#client.send(command).catch(failing('listing the lake'));
      yield Contents.flatMap(({ Key }) => (Key && /\.jsonl?$/.test(Key) ? [Key] : []));
      ContinuationToken = NextContinuationToken;
    } while (ContinuationToken);
  }
}
