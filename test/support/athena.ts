import { setTimeout } from 'node:timers/promises';
import {
  AthenaClient,
  type AthenaClientConfig,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  StartQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import { CreateDatabaseCommand, CreateTableCommand, GlueClient, type TableInput } from '@aws-sdk/client-glue';
import { propertiesOf, synthesise } from '../../packages/infra/test/support/synthesis.ts';

/** What Athena answers: all values are text, and NULL is none. */
export interface AthenaAnswer {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | undefined)[])[];
}

const DATABASE = 'feedback';

/** Athena over the lake in a bucket, by the table that a deployment makes. */
export class Athena {
  readonly #athena: AthenaClient;
  readonly #glue: GlueClient;
  readonly #bucket: string;

  constructor(settings: AthenaClientConfig & { readonly region: string }, bucket: string) {
    this.#athena = new AthenaClient(settings);
    this.#glue = new GlueClient(settings);
    this.#bucket = bucket;
  }

  /** Makes the database and the tables of the CDK app in it; gives their names. */
  async createTables(): Promise<readonly string[]> {
    await this.#glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: DATABASE } }));
    const tables = tablesOfTheApp(this.#bucket);
    for (const table of tables) await this.#glue.send(new CreateTableCommand({ DatabaseName: DATABASE, TableInput: table }));
    return tables.map(({ Name = '' }) => Name);
  }

  /** Answers SQL, up to a thousand rows. */
  async query(sql: string): Promise<AthenaAnswer> {
    const { QueryExecutionId } = await this.#athena.send(
      new StartQueryExecutionCommand({
        QueryString: sql,
        QueryExecutionContext: { Database: DATABASE },
        ResultConfiguration: { OutputLocation: `s3://${this.#bucket}/results/` },
      }),
    );
    await this.#untilAnswered(QueryExecutionId);
    const { ResultSet } = await this.#athena.send(new GetQueryResultsCommand({ QueryExecutionId }));
    const [columns = [], ...rows] = (ResultSet?.Rows ?? []).map(({ Data = [] }) => Data.map(({ VarCharValue }) => VarCharValue));
    return { columns: columns.map((name) => name ?? ''), rows };
  }

  close(): void {
    this.#athena.destroy();
    this.#glue.destroy();
  }

  async #untilAnswered(QueryExecutionId: string | undefined): Promise<void> {
    for (;;) {
      const { QueryExecution } = await this.#athena.send(new GetQueryExecutionCommand({ QueryExecutionId }));
      const { State, StateChangeReason } = QueryExecution?.Status ?? {};
      if (State === 'SUCCEEDED') return;
      if (State === 'FAILED' || State === 'CANCELLED') throw new Error(StateChangeReason);
      await setTimeout(20);
    }
  }
}

/** The Glue tables of the CDK app, over another bucket. */
function tablesOfTheApp(bucket: string): readonly TableInput[] {
  const { template } = synthesise({ AWS_ENDPOINT_URL: 'http://127.0.0.1:4566' });
  return propertiesOf(template, 'AWS::Glue::Table').map(({ TableInput }) =>
    JSON.parse(JSON.stringify(TableInput), (name, value) => resolved(name, value, bucket)),
  );
}

/** A value without what CloudFormation works out; every name of a resource is the bucket's. */
function resolved(_: string, value: unknown, bucket: string): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if ('Ref' in value) return bucket;
  if ('Fn::Join' in value && Array.isArray(value['Fn::Join'])) {
    const [between, parts]: [string, string[]] = JSON.parse(JSON.stringify(value['Fn::Join']));
    return parts.join(between);
  }
  return value;
}
