import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DuckDBInstance } from '@duckdb/node-api';
import {
  type AthenaSql,
  allFeedbackSql,
  checkSql,
  FIRST_DAY,
  insertSql,
  lackingSql,
  S3FeedbackLake,
  switchSql,
} from '@earshot/adapters-aws';
import { type AwsEndpoint, startAwsEndpoint } from '@earshot/adapters-local/localstack';
import { COMPACTED_PREFIX, dayOf, dayPrefix, type FeedbackRecord, lakeLine } from '@earshot/core';
import { sampleRecord } from '@earshot/core/conformance';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { glueColumns } from '../src/lake-schema.ts';
import { type LakeInAthena, lakeInAthena } from './support/lake-in-athena.ts';

const BUCKET = 'lake';
const SETTINGS = { region: 'us-west-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
/** Every field is in each record, and ids are no UUIDs: this Athena infers the types of JSON from what it finds. */
const recordOn = (day: string, feedbackId: string): FeedbackRecord =>
  sampleRecord({
    feedbackId,
    timestamp: Date.parse(`${day}T12:00:00Z`) / 1000,
    source: 'web',
    rating: 7,
    metadata: { page: '/a' },
  });
const PAST = [recordOn('2026-03-01', 'a'), recordOn('2026-03-01', 'b'), recordOn('2026-03-02', 'c')];
const LATE = recordOn('2026-03-02', 'd');
const TODAY = recordOn('2026-03-03', 'e');
const DAYS = { from: '2026-03-01', to: '2026-03-03' };

let endpoint: AwsEndpoint;
let s3: S3Client;
let athena: LakeInAthena;
let sql: AthenaSql;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earshot-athena-'));
  endpoint = await startAwsEndpoint({ backend: 'ministack', log: () => {} });
  s3 = new S3Client({ ...SETTINGS, endpoint: endpoint.url, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: BUCKET, CreateBucketConfiguration: { LocationConstraint: 'us-west-1' } }));
  await new S3FeedbackLake(s3, BUCKET).append([...PAST, LATE, TODAY]);
  athena = await lakeInAthena({ ...SETTINGS, endpoint: endpoint.url }, BUCKET);
  sql = athena.sql;
});

afterAll(async () => {
  s3?.destroy();
  athena?.close();
  await endpoint?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Puts the records of a day into the table in columns, which this Athena does not write itself. */
async function putColumns(day: string): Promise<void> {
  const objects = PAST.filter(({ timestamp }) => dayOf(timestamp) === day);
  const [lines, parquet] = [join(folder, `${day}.jsonl`), join(folder, `${day}.parquet`)];
  await writeFile(lines, objects.map(lakeLine).join(''));
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const columns = glueColumns().map(({ name }) => `"${name}"`);
  await connection.run(`COPY (SELECT ${columns.join()} FROM read_json_auto('${lines}')) TO '${parquet}'`);
  const Key = `${dayPrefix(day, COMPACTED_PREFIX)}made.parquet`;
  await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body: await readFile(parquet) }));
}

const ids = (records: readonly FeedbackRecord[]) => records.map(({ feedbackId }) => feedbackId).sort();

/** The ids in the answer to a query, the names of its columns left out. */
async function idsFrom(query: string): Promise<string[]> {
  const [, ...rows] = await sql.run(query);
  return rows.map(([id = '']) => id).sort();
}

describe('the SQL of the compaction, in Athena as MiniStack has it', () => {
  it('finds what the table in columns lacks: all of it, then what came late, then nothing', async () => {
    expect(await idsFrom(lackingSql(DAYS))).toEqual(ids([...PAST, LATE]));
    await putColumns('2026-03-01');
    await putColumns('2026-03-02');
    expect(await idsFrom(lackingSql(DAYS))).toEqual(ids([LATE]));
    expect(await idsFrom(lackingSql({ ...DAYS, to: '2026-03-02' }))).toEqual([]);
  });

  it('counts what is lacking, and what stands more than once', async () => {
    expect((await sql.run(checkSql(DAYS)))[1]).toEqual(['1', '0']);
    expect((await sql.run(checkSql({ ...DAYS, to: '2026-03-02' })))[1]).toEqual(['0', '0']);
  });

  it('gives every feedback once from both sides, wherever the switch is', async () => {
    const everything = ids([...PAST, LATE, TODAY]);
    expect(await idsFrom(allFeedbackSql(FIRST_DAY))).toEqual(everything);
    expect(await idsFrom(allFeedbackSql('2026-03-02'))).toEqual(everything);
  });

  it('cannot write to a table or keep a view there, which is why no more than this is run', async () => {
    await expect(sql.run(insertSql(DAYS))).rejects.toMatchObject({
      kind: 'internal',
      message: expect.stringContaining('failed'),
    });
    await sql.run(switchSql('2026-03-02')).catch(() => {});
    await expect(sql.run('SELECT count(*) FROM all_feedback')).rejects.toMatchObject({ kind: 'internal' });
  });
});
