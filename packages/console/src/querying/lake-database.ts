import type { DuckDBInstance, DuckDBResult, DuckDBValueConverter } from '@duckdb/node-api';
import { type DuckDb, loadDuckDb, openLockedDown } from './duckdb.ts';
import { firstRows } from './first-rows.ts';
import { interruptOn } from './interrupt-on.ts';
import { type Json, jsonConverter } from './json-values.ts';
import { lakeView } from './lake-view.ts';
import { prepareSelect } from './prepare-select.ts';
import type { Asked } from './query-runner.ts';

/** DuckDB over a lake, which is looked at anew for each question. */
export class LakeDatabase {
  readonly #database: DuckDBInstance;
  readonly #lake: string;
  readonly #toJson: DuckDBValueConverter<Json>;

  private constructor(duckdb: DuckDb, database: DuckDBInstance, lake: string) {
    this.#database = database;
    this.#lake = lake;
    this.#toJson = jsonConverter(duckdb);
  }

  /** Opens a database that reaches nothing but the lake's folder. Fails as `unsupported` where DuckDB is not installed. */
  static async open(lake: string): Promise<LakeDatabase> {
    const duckdb = await loadDuckDb();
    return new LakeDatabase(duckdb, await openLockedDown(duckdb, lake), lake);
  }

  /** Gives the JSON of an answer piece by piece. Fails with DuckDB's own errors, and where it is not one harmless SELECT or is too large. */
  async *answer({ sql, maxRows }: Asked, stop: AbortSignal): AsyncGenerator<string, void> {
    const began = performance.now();
    stop.throwIfAborted();
    const connection = await this.#database.connect();
    const endInterrupting = interruptOn(stop, connection);
    try {
      await connection.run(await lakeView(this.#lake));
      const statement = await prepareSelect(connection, sql);
      stop.throwIfAborted();
      const result = await statement.stream();
      yield `{"columns":${JSON.stringify(columnsOf(result))},"rows":[`;
      const truncated = yield* firstRows(result, maxRows, this.#toJson);
      yield `],"truncated":${truncated},"ms":${Math.round(performance.now() - began)}}`;
    } finally {
      endInterrupting();
      connection.closeSync();
    }
  }
}

function columnsOf(result: DuckDBResult): { name: string; type: string }[] {
  const types = result.columnTypes();
  return result.columnNames().map((name, i) => ({ name, type: String(types[i]) }));
}
