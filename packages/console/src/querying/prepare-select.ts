import type { DuckDBConnection, DuckDBPreparedStatement } from '@duckdb/node-api';
import { Failure, isObject } from '@earshot/core';

/** What DuckDB's parser says of a text: the SELECTs that are in it, or why it is none. */
interface Parsed {
  readonly error: boolean;
  readonly error_type?: string;
  readonly statements?: readonly unknown[];
}

/**
 * Functions in FROM that only make rows of what they are given. No other is called: `enable_logging`, for one, writes to files, and ends the
 * process where it may not; and `query` runs SQL that nobody has looked at.
 */
const TABLE_FUNCTIONS: ReadonlySet<string> = new Set(['generate_series', 'json_each', 'json_tree', 'range', 'repeat', 'unnest']);

/** Looks at a plan of SQL that it is given as a text, and so runs part of what nobody has looked at. */
const PLANNING = 'json_serialize_plan';

/**
 * Prepares the one SELECT that a text must be. Fails as `invalid` where it is anything else. It is parsed before it is prepared, as
 * preparing some other statements does part of their work already: EXPORT makes its folder.
 */
export async function prepareSelect(connection: DuckDBConnection, sql: string): Promise<DuckDBPreparedStatement> {
  const text = await syntaxTree(connection, sql);
  const { error, error_type, statements = [] }: Parsed = JSON.parse(text, onlyHarmless);
  // A text that cannot be parsed fails below, in words that say where.
  if (error && error_type !== 'parser') throw new Failure('invalid', 'only SELECT (and WITH … SELECT) is answered');
  if (!error && statements.length !== 1)
    throw new Failure('invalid', `ask one SELECT at a time; there are ${statements.length} in this`);
  const extracted = await connection.extractStatements(sql);
  return extracted.prepare(0);
}

async function syntaxTree(connection: DuckDBConnection, sql: string): Promise<string> {
  const result = await connection.runAndReadAll('SELECT json_serialize_sql($1::VARCHAR)', [sql]);
  return String(result.getRowsJson()[0]?.[0]);
}

/** Lets every part of a statement pass but functions in FROM that are not known to be harmless, and the one that plans SQL. */
function onlyHarmless(_: string, part: unknown): unknown {
  if (functionName(part) === PLANNING) throw new Failure('invalid', `SQL may not call ${PLANNING}`);
  const name = tableFunctionIn(part);
  if (name === undefined || TABLE_FUNCTIONS.has(name)) return part;
  const known = [...TABLE_FUNCTIONS].join(', ');
  throw new Failure('invalid', `SQL may read all_feedback, and call ${known} in FROM; not ${name}`);
}

function tableFunctionIn(part: unknown): string | undefined {
  if (!isObject(part) || !('type' in part) || part.type !== 'TABLE_FUNCTION') return undefined;
  return functionName('function' in part ? part.function : undefined) ?? 'what it calls';
}

function functionName(part: unknown): string | undefined {
  return isObject(part) && 'function_name' in part ? String(part.function_name).toLowerCase() : undefined;
}
