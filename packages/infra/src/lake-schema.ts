import { LAKE_COLUMNS, type LakeType } from '@earshot/core';

/** The parts of a folder's name, `year=2026/month=11/day=24`, in their order: the digits of each, and its first and last value. */
export const LAKE_PARTITIONS = {
  year: { digits: 4, range: [2020, 2039] },
  month: { digits: 2, range: [1, 12] },
  day: { digits: 2, range: [1, 31] },
} as const;

/** A column or partition of a Glue table. */
export interface Column {
  readonly name: string;
  readonly type: string;
}

/** The columns of the Glue table. Glue knows no capitals, so names are written without them. */
export function glueColumns(): Column[] {
  return Object.entries<LakeType>(LAKE_COLUMNS).map(([name, type]) => ({ name: name.toLowerCase(), type: typeName(type) }));
}

/** The partition columns: strings, as they stand in the folder's name. */
export function gluePartitions(): Column[] {
  return Object.keys(LAKE_PARTITIONS).map((name) => ({ name, type: 'string' }));
}

/** Trino's names for the types that Glue calls otherwise. */
const TRINO_TYPES: ReadonlyMap<string, string> = new Map([
  ['string', 'varchar'],
  ['int', 'integer'],
  ['map<string,string>', 'map(varchar,varchar)'],
]);

/** The columns and partitions with the types that Athena's engine, which is Trino, gives them: what it wants to know of a view. */
export function trinoColumns(): Column[] {
  const columns = Object.entries<LakeType>(LAKE_COLUMNS).map(([name, type]) => ({
    name: name.toLowerCase(),
    type: trinoType(type),
  }));
  return [...columns, ...Object.keys(LAKE_PARTITIONS).map((name) => ({ name, type: 'varchar' }))];
}

/**
 * What tells the JSON reader which field a column is, as names differ by their capitals. That it should not look at capitals at all
 * would be simpler, but then it takes two entries of `metadata` that differ by them for one, and stops.
 */
export function fieldMappings(): Readonly<Record<string, string>> {
  const capitals = fieldNames().filter((name) => name !== name.toLowerCase());
  return Object.fromEntries(capitals.map((name) => [`mapping.${name.toLowerCase()}`, name]));
}

/**
 * What lets Athena work out the partitions from the names of folders, so that a feedback can be queried as soon as it is written. A
 * query without a year asks S3 for every day in the range.
 */
export function partitionProjection(location: string): Readonly<Record<string, string>> {
  const parts = Object.entries(LAKE_PARTITIONS).flatMap(([name, { digits, range }]) => [
    [`projection.${name}.type`, 'integer'],
    [`projection.${name}.range`, range.join(',')],
    [`projection.${name}.digits`, String(digits)],
  ]);
  const folders = Object.keys(LAKE_PARTITIONS).map((name) => `${name}=\${${name}}/`);
  return {
    'projection.enabled': 'true',
    'storage.location.template': `${location}${folders.join('')}`,
    ...Object.fromEntries(parts),
  };
}

function typeName(type: LakeType): string {
  if (typeof type === 'string') return type;
  const fields = Object.entries(type.fields).map(([name, inner]) => `${name.toLowerCase()}:${inner}`);
  return `struct<${fields.join(',')}>`;
}

function trinoType(type: LakeType): string {
  if (typeof type === 'string') return TRINO_TYPES.get(type) ?? type;
  const fields = Object.entries(type.fields).map(([name, inner]) => `${name.toLowerCase()} ${trinoType(inner)}`);
  return `row(${fields.join(', ')})`;
}

function fieldNames(): string[] {
  return Object.entries<LakeType>(LAKE_COLUMNS).flatMap(([name, type]) =>
    typeof type === 'string' ? [name] : [name, ...Object.keys(type.fields)],
  );
}
