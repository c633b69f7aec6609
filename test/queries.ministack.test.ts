import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileFeedbackLake } from '@earshot/adapters-local';
import { type LocalAws, startLocalAws } from '@earshot/adapters-local/localstack';
import { NAMED_QUERIES } from '@earshot/core/queries';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openQueries, type Queries } from '../packages/console/src/querying/open-queries.ts';
import { tableLines } from '../packages/console/src/showing/table.ts';
import { type LakeInAthena, lakeInAthena } from '../packages/infra/test/support/lake-in-athena.ts';
import { withAllFeedback } from '../packages/infra/test/support/with-all-feedback.ts';
import { difference } from './support/difference.ts';
import { manyRecords } from './support/many-records.ts';

const LIMITS = { withinMs: 60_000, maxRows: 10_000 };

describe('the same feedback in a folder and in S3', () => {
  const records = manyRecords(Math.floor(Date.now() / 1_000));
  const compared: (readonly [name: string, rows: number, equal: string])[] = [];
  let folder: string;
  let aws: LocalAws;
  let athena: LakeInAthena;
  let queries: Queries;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'earshot-queries-'));
    aws = await startLocalAws({ backend: 'ministack', log: () => {}, env: { TZ: 'UTC' } });
    await Promise.all([new FileFeedbackLake(join(folder, 'lake')).append(records), aws.pipeline.lake.append(records)]);
    const { endpoint, credentials, region } = aws.settings;
    athena = await lakeInAthena(
      { region, ...(endpoint && { endpoint }), ...(credentials && { credentials }) },
      aws.resources.bucket,
    );
    queries = openQueries(folder);
  }, 180_000);

  afterAll(async () => {
    const table = tableLines({ names: ['query', 'rows', 'DuckDB and Athena'], rows: compared }, 120);
    process.stderr.write(`${records.length} records\n${table.join('\n')}\n`);
    await queries?.close();
    athena?.close();
    await aws?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it.each(NAMED_QUERIES.map(({ name, sql }) => [name, sql]))('answers %s alike', async (name, sql) => {
    const [here, there] = await Promise.all([queries.run({ name }, LIMITS), athena.sql.run(withAllFeedback(sql))]);
    const differs = difference(here, there);
    compared.push([name, here.rows.length, differs ?? 'equal']);
    expect(differs).toBeUndefined();
    expect(here.rows).not.toEqual([]);
  });
});
