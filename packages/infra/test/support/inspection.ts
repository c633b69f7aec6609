import { AthenaClient } from '@aws-sdk/client-athena';
import { CloudWatchLogsClient, DescribeLogGroupsCommand, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { ListBucketsCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { AthenaSql } from '@earshot/adapters-aws';
import type { Outputs } from '../../src/outputs.ts';
import { type Account, CREDENTIALS, REGION } from './deployment.ts';

/** Looks into an account as its owner would, past the API. */
export class Inspection {
  readonly #athena: AthenaClient;
  readonly #logs: CloudWatchLogsClient;
  readonly #tables: DynamoDBDocumentClient;
  readonly #functions: LambdaClient;
  readonly #buckets: S3Client;

  constructor({ endpoint }: Account) {
    const settings = { endpoint: endpoint.url, region: REGION, credentials: CREDENTIALS };
    this.#athena = new AthenaClient(settings);
    this.#logs = new CloudWatchLogsClient(settings);
    this.#tables = DynamoDBDocumentClient.from(new DynamoDBClient(settings));
    this.#functions = new LambdaClient(settings);
    this.#buckets = new S3Client({ ...settings, forcePathStyle: true });
  }

  /** Every item of a stack's table. */
  async items({ dynamodb_table_name: TableName }: Outputs): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const { Items = [] } = await this.#tables.send(new ScanCommand({ TableName, ConsistentRead: true }));
    return Items;
  }

  /** The key of every object of a stack's lake. */
  async objects({ s3_data_lake_bucket: Bucket }: Outputs): Promise<readonly string[]> {
    const { Contents = [] } = await this.#buckets.send(new ListObjectsV2Command({ Bucket }));
    return Contents.map(({ Key = '' }) => Key);
  }

  /** Every line that the function has logged. */
  async logged({ cloudwatch_log_group: logGroupName }: Outputs): Promise<readonly string[]> {
    const { events = [] } = await this.#logs.send(new FilterLogEventsCommand({ logGroupName }));
    return events.map(({ message = '' }) => message);
  }

  /** The rows that Athena answers a query of a stack's database with, the names of the columns first. */
  query(outputs: Outputs, sql: string): Promise<readonly (readonly (string | undefined)[])[]> {
    const place = { database: outputs.glue_database_name, workgroup: outputs.athena_workgroup_name, lookEveryMs: 100 };
    return new AthenaSql(this.#athena, place).run(sql);
  }

  /** The names of tables, buckets, functions and logs in the account that contain this. */
  async named(part: string): Promise<readonly string[]> {
    const [tables, buckets, functions, logs] = await Promise.all([
      this.#tables.send(new ListTablesCommand({})),
      this.#buckets.send(new ListBucketsCommand({})),
      this.#functions.send(new ListFunctionsCommand({})),
      this.#logs.send(new DescribeLogGroupsCommand({})),
    ]);
    const names = [
      ...(tables.TableNames ?? []),
      ...(buckets.Buckets ?? []).map(({ Name }) => Name),
      ...(functions.Functions ?? []).map(({ FunctionName }) => FunctionName),
      ...(logs.logGroups ?? []).map(({ logGroupName }) => logGroupName),
    ];
    return names.flatMap((name) => (name?.includes(part) ? [name] : []));
  }

  close(): void {
    for (const client of [this.#athena, this.#logs, this.#tables, this.#functions, this.#buckets]) client.destroy();
  }
}
