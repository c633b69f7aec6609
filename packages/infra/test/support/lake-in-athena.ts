import { AthenaClient, type AthenaClientConfig, CreateWorkGroupCommand } from '@aws-sdk/client-athena';
import { CreateDatabaseCommand, CreateTableCommand, GlueClient, type TableInput } from '@aws-sdk/client-glue';
import { AthenaSql } from '@earshot/adapters-aws';
import { COMPACTED_PREFIX, LAKE_PREFIX } from '@earshot/core';
import { allFeedbackView, columnsTable, objectsTable } from '../../src/lake-tables.ts';

/** SQL in Athena, and its end. */
export interface LakeInAthena {
  readonly sql: AthenaSql;
  close(): void;
}

const PLACE = { database: 'feedback', workgroup: 'feedback', lookEveryMs: 20 };

/** Makes a workgroup, and a database with the stack's tables over the lake in a bucket. */
export async function lakeInAthena(
  settings: AthenaClientConfig & { readonly region: string },
  bucket: string,
): Promise<LakeInAthena> {
  const [athena, glue] = [new AthenaClient(settings), new GlueClient(settings)];
  const ResultConfiguration = { OutputLocation: `s3://${bucket}/results/` };
  await athena.send(new CreateWorkGroupCommand({ Name: PLACE.workgroup, Configuration: { ResultConfiguration } }));
  await glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: PLACE.database } }));
  for (const TableInput of tablesOver(bucket))
    await glue.send(new CreateTableCommand({ DatabaseName: PLACE.database, TableInput }));
  glue.destroy();
  return { sql: new AthenaSql(athena, PLACE), close: () => athena.destroy() };
}

function tablesOver(bucket: string): TableInput[] {
  const location = (prefix: string) => `s3://${bucket}/${prefix}`;
  const tables = [objectsTable(location(LAKE_PREFIX)), columnsTable(location(COMPACTED_PREFIX)), allFeedbackView(PLACE.database)];
  return tables.map(tableInput);
}

/** A table as Glue takes it, where CloudFormation's names begin with small letters. */
function tableInput(table: object): TableInput {
  const capitals = Object.entries(table).map(([name, value]) => [
    name.charAt(0).toUpperCase() + name.slice(1),
    inner(name, value),
  ]);
  return Object.fromEntries(capitals);
}

function inner(name: string, value: unknown): unknown {
  if (name === 'parameters' || typeof value !== 'object' || value === null) return value;
  return Array.isArray(value) ? value.map(tableInput) : tableInput(value);
}
