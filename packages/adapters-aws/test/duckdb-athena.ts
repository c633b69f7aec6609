import {
  type GetQueryExecutionCommand,
  type GetQueryExecutionCommandOutput,
  type GetQueryResultsCommand,
  type GetQueryResultsCommandOutput,
  StartQueryExecutionCommand,
  type StartQueryExecutionCommandOutput,
} from '@aws-sdk/client-athena';
import type { ListObjectsV2Command, ListObjectsV2CommandOutput } from '@aws-sdk/client-s3';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { type Day, dayOf, dayPrefix, type FeedbackRecord, LAKE_COLUMNS, type LakeType, lakeLine } from '@earshot/core';

/** The types of the record's fields; DuckDB knows them by the same names, but for the map. */
const FIELDS = Object.fromEntries(
  Object.entries<LakeType>(LAKE_COLUMNS).map(([name, type]) => [
    name,
    typeof type === 'string' ? type.replace('map<string,string>', 'MAP(VARCHAR, VARCHAR)') : type.fields,
  ]),
);

/** What may go wrong with a statement: it ends as failed, with these words. */
type Trouble = (sql: string) => string | undefined;

type Output = StartQueryExecutionCommandOutput & GetQueryExecutionCommandOutput & GetQueryResultsCommandOutput;

/** Athena, S3's folders and the stack's tables, played by DuckDB: the same SQL on tables that are just tables. */
export class DuckDbAthena {
  readonly statements: string[] = [];
  trouble: Trouble = () => undefined;
  /** Done before a statement is run. */
  before: (sql: string) => Promise<void> = async () => {};
  readonly #connection: DuckDBConnection;
  readonly #answers = new Map<string, { rows: string[][]; reason?: string }>();
  readonly #days = new Set<string>();
  #view = 'CREATE VIEW all_feedback AS';

  private constructor(connection: DuckDBConnection) {
    this.#connection = connection;
  }

  /** With a view of all feedback as the stack makes it. */
  static async open(viewSql: string): Promise<DuckDbAthena> {
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    for (const table of ['feedback', 'feedback_compacted'])
      await connection.run(`CREATE TABLE ${table} AS ${rowsOf('{}', '2020-01-01')} LIMIT 0`);
    const athena = new DuckDbAthena(connection);
    await athena.#run(`CREATE OR REPLACE VIEW all_feedback AS ${viewSql}`);
    return athena;
  }

  /** Puts records into the lake's objects. */
  async append(...records: readonly FeedbackRecord[]): Promise<void> {
    for (const record of records) {
      const day = dayOf(record.timestamp);
      this.#days.add(dayPrefix(day));
      await this.#connection.run(`INSERT INTO feedback ${rowsOf(lakeLine(record), day)}`);
    }
  }

  /** What SQL answers. */
  async ask(sql: string): Promise<unknown[][]> {
    return (await this.#connection.runAndReadAll(sql)).getRowsJson();
  }

  readonly athena = {
    send: async (command: StartQueryExecutionCommand | GetQueryExecutionCommand | GetQueryResultsCommand): Promise<Output> => {
      if (command instanceof StartQueryExecutionCommand) return output({ QueryExecutionId: await this.#start(command) });
      const answer = this.#answers.get(command.input.QueryExecutionId ?? '');
      const Status = { State: answer?.reason ? ('FAILED' as const) : ('SUCCEEDED' as const), StateChangeReason: answer?.reason };
      const Rows = answer?.rows.map((row) => ({ Data: row.map((VarCharValue) => ({ VarCharValue })) }));
      return output({ QueryExecution: { Status }, ResultSet: { Rows } });
    },
  };

  readonly s3 = {
    send: async ({
      input: { Prefix = '' },
    }: ListObjectsV2Command): Promise<Pick<ListObjectsV2CommandOutput, 'CommonPrefixes' | 'NextContinuationToken'>> => {
      const inner = [...this.#days].filter((key) => key.startsWith(Prefix));
      const folders = inner.map((key) => Prefix + key.slice(Prefix.length).replace(/\/.*/, '/'));
      return { CommonPrefixes: [...new Set(folders)].map((folder) => ({ Prefix: folder })), NextContinuationToken: undefined };
    },
  };

  async #start({ input }: StartQueryExecutionCommand): Promise<string> {
    const id = input.ClientRequestToken ?? crypto.randomUUID();
    if (this.#answers.has(id)) return id;
    const sql = input.QueryString ?? '';
    this.statements.push(sql);
    const reason = this.trouble(sql);
    this.#answers.set(id, { rows: [], ...(reason !== undefined && { reason }) });
    if (reason === undefined) this.#answers.set(id, { rows: await this.#answer(sql) });
    return id;
  }

  async #answer(sql: string): Promise<string[][]> {
    await this.before(sql);
    return this.#run(sql);
  }

  async #run(sql: string): Promise<string[][]> {
    if (sql.startsWith('SHOW CREATE VIEW')) return this.#view.split('\n').map((line) => [line]);
    if (sql.startsWith('CREATE OR REPLACE VIEW')) this.#view = sql;
    const read = await this.#connection.runAndReadAll(sql);
    return [read.columnNames(), ...read.getRowsJson().map((row) => row.map(String))];
  }
}

/** SQL for one row of a record's JSON and its day. */
function rowsOf(json: string, day: Day): string {
  const [year, month, date] = day.split('-');
  const text = (words: string) => `'${words.replaceAll("'", "''")}'`;
  return `SELECT unnest(from_json(${text(json)}, ${text(JSON.stringify(FIELDS))})), '${year}' AS year, '${month}' AS month, '${date}' AS day`;
}

function output(parts: Partial<Output>): Output {
  return { QueryExecutionId: undefined, QueryExecution: undefined, ResultSet: undefined, $metadata: {}, ...parts };
}
