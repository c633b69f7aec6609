import { AthenaClient, type AthenaClientConfig, CreateWorkGroupCommand } from '@aws-sdk/client-athena';
import { CreateDatabaseCommand, CreateTableCommand, GlueClient, type TableInput } from '@aws-sdk/client-glue';
import { AthenaSql } from '@earshot/adapters-aws';
import { propertiesOf, synthesise } from '../../packages/infra/test/support/synthesis.ts';

/** What Athena answers: all values are text, and NULL is none. */
export interface AthenaAnswer {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | undefined)[])[];
}

const PLACE = { database: 'feedback', workgroup: 'feedback', lookEveryMs: 20 };

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

  /** Makes the database and the tables of the CDK app in it, and a workgroup. */
  async setUp(): Promise<void> {
    const ResultConfiguration = { OutputLocation: `s3://${this.#bucket}/results/` };
    await this.#athena.send(new CreateWorkGroupCommand({ Name: PLACE.workgroup, Configuration: { ResultConfiguration } }));
    await this.#glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: PLACE.database } }));
    for (const TableInput of tablesOfTheApp(this.#bucket))
      await this.#glue.send(new CreateTableCommand({ DatabaseName: PLACE.database, TableInput }));
  }

  /** Answers SQL, up to a thousand rows. */
  async query(sql: string): Promise<AthenaAnswer> {
    const [columns = [], ...rows] = await new AthenaSql(this.#athena, PLACE).run(sql);
    return { columns: columns.map((name) => name ?? ''), rows };
  }

  close(): void {
    this.#athena.destroy();
    this.#glue.destroy();
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
