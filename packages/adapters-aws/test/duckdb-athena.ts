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

/** A statement that was sent, and its end if that has come. */
interface Execution {
  readonly sql: string;
  readonly taken: Date;
  /** How often one must look until it ends. */
  looks: number;
  readonly end: () => Promise<void>;
  answer?: { readonly rows: string[][]; readonly reason?: string };
}

/**
 * Athena, S3's folders and the stack's tables, played by DuckDB: the same SQL on tables that are just tables. An INSERT reads when it is sent,
 * and writes when it ends.
 */
export class DuckDbAthena {
  readonly statements: string[] = [];
  trouble: Trouble = () => undefined;
  /** Done before a statement ends. */
  before: (sql: string) => Promise<void> = async () => {};
  /** How often one must look at a statement until it ends; at once where it is none. */
  looks: (sql: string) => number = () => 0;
  /** Called when somebody looks at a statement. */
  looked: (sql: string) => void = () => {};
  readonly #connection: DuckDBConnection;
  readonly #executions = new Map<string, Execution>();
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
      const { answer, taken } = await this.#look(command.input.QueryExecutionId ?? '');
      const State = answer === undefined ? 'RUNNING' : answer.reason ? 'FAILED' : 'SUCCEEDED';
      const Status = { State, StateChangeReason: answer?.reason, SubmissionDateTime: taken } as const;
      const Rows = answer?.rows.map((row) => ({ Data: row.map((VarCharValue) => ({ VarCharValue })) }));
      return output({ QueryExecution: { Status }, ResultSet: { Rows } });
    },
  };

  /** Lets every statement end that has not. */
  async endAll(): Promise<void> {
    for (const execution of this.#executions.values()) if (execution.answer === undefined) await execution.end();
  }

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
    if (this.#executions.has(id)) return id;
    const sql = input.QueryString ?? '';
    const taken = new Date(this.statements.push(sql));
    const begun = this.#begin(sql);
    const looks = this.looks(sql);
    const execution: Execution = { sql, taken, looks, end: async () => this.#end(execution, await begun) };
    this.#executions.set(id, execution);
    await begun;
    if (looks === 0) await execution.end();
    return id;
  }

  async #look(id: string): Promise<Execution> {
    const execution = this.#executions.get(id);
    if (execution === undefined) throw new Error(`no statement ${id}`);
    this.looked(execution.sql);
    execution.looks -= 1;
    if (execution.looks === 0) await execution.end();
    return execution;
  }

  /** Reads what an INSERT will write; gives the SQL that ends it. */
  async #begin(sql: string): Promise<string> {
    const [, table, select] = /^INSERT INTO (\w+)\n(.*)$/s.exec(sql) ?? [];
    if (table === undefined) return sql;
    const rows = `read_${this.statements.length}`;
    await this.#connection.run(`CREATE TEMP TABLE ${rows} AS ${select}`);
    return `INSERT INTO ${table} SELECT * FROM ${rows}`;
  }

  async #end(execution: Execution, sql: string): Promise<void> {
    await this.before(execution.sql);
    const reason = this.trouble(execution.sql);
    execution.answer = reason === undefined ? { rows: await this.#run(sql) } : { rows: [], reason };
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
