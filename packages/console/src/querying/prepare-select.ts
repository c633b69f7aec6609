import type { DuckDBConnection, DuckDBPreparedStatement } from '@duckdb/node-api';
import { Failure } from '@earshot/core';

/** What DuckDB's parser says of a text: the SELECTs that are in it, or why it is none. */
interface Parsed {
  readonly error: boolean;
  readonly error_type?: string;
  readonly statements?: readonly unknown[];
}

/**
 * Prepares the one SELECT that a text must be. Fails as `invalid` where it is anything else. It is parsed before it is prepared, as
 * preparing some other statements does part of their work already: EXPORT makes its folder.
 */
export async function prepareSelect(connection: DuckDBConnection, sql: string): Promise<DuckDBPreparedStatement> {
  const { error, error_type, statements = [] } = await parsed(connection, sql);
  // A text that cannot be parsed fails below, in words that say where.
  if (error && error_type !== 'parser') throw new Failure('invalid', 'only SELECT (and WITH … SELECT) is answered');
  if (!error && statements.length !== 1)
    throw new Failure('invalid', `ask one SELECT at a time; there are ${statements.length} in this`);
  const extracted = await connection.extractStatements(sql);
  return extracted.prepare(0);
}

async function parsed(connection: DuckDBConnection, sql: string): Promise<Parsed> {
  const result = await connection.runAndReadAll('SELECT json_serialize_sql($1::VARCHAR)', [sql]);
  return JSON.parse(String(result.getRowsJson()[0]?.[0]));
}
