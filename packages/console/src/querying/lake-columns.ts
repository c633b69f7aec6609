import { LAKE_COLUMNS, type LakeType } from '@earshot/core';

/** DuckDB's names for the types that Glue and Athena call otherwise. */
const DUCKDB_TYPES: ReadonlyMap<string, string> = new Map([
  ['string', 'VARCHAR'],
  ['map<string,string>', 'MAP(VARCHAR, VARCHAR)'],
]);

/** The record's fields as the lake writes them, each with DuckDB's name of its type. */
export const DUCKDB_COLUMNS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries<LakeType>(LAKE_COLUMNS).map(([name, type]) => [name, typeName(type)]),
);

/** Columns and types as DuckDB's readers take them: `{a: 'VARCHAR'}`. */
export function columnTypes(columns: Readonly<Record<string, string>>): string {
  return `{${Object.entries(columns)
    .map(([name, type]) => `"${name}": ${literal(type)}`)
    .join(', ')}}`;
}

/** A text as SQL writes it. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Texts as a list that SQL takes. */
export function literals(texts: readonly string[]): string {
  return `[${texts.map(literal).join(', ')}]`;
}

/** A path that matches itself alone where a pattern is taken. */
export function escaped(path: string): string {
  return path.replaceAll(/[*?[\\]/g, '[$&]');
}

function typeName(type: LakeType): string {
  if (typeof type === 'string') return DUCKDB_TYPES.get(type) ?? type.toUpperCase();
  const fields = Object.entries(type.fields).map(([name, inner]) => `"${name}" ${typeName(inner)}`);
  return `STRUCT(${fields.join(', ')})`;
}
