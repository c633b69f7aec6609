import type { DuckDBType, DuckDBValue, DuckDBValueConverter, Json } from '@duckdb/node-api';
import type { DuckDb } from './duckdb.ts';

export type { Json };

/** Digits that a number of JavaScript's holds whatever they are. */
const SAFE_DIGITS = 15;

/**
 * Makes JSON of DuckDB's values without losing anything: whole numbers and decimals are numbers where those hold every digit and text
 * where not, times and days are ISO 8601 text, structs and maps are objects.
 */
export function jsonConverter(duckdb: DuckDb): DuckDBValueConverter<Json> {
  const { DuckDBDecimalValue, DuckDBTimestampTZValue, DuckDBTimestampValue } = duckdb;
  const times = [
    DuckDBTimestampValue,
    duckdb.DuckDBTimestampSecondsValue,
    duckdb.DuckDBTimestampMillisecondsValue,
    duckdb.DuckDBTimestampNanosecondsValue,
  ];
  return (value, type, convert) => {
    if (typeof value === 'bigint') return wholeNumber(value);
    if (value instanceof DuckDBDecimalValue) return value.width <= SAFE_DIGITS ? Number(String(value)) : String(value);
    if (value instanceof DuckDBTimestampTZValue) return `${isoTime(new DuckDBTimestampValue(value.micros))}Z`;
    if (times.some((time) => value instanceof time)) return isoTime(value);
    return mapObject(duckdb, value, type, convert) ?? duckdb.JsonDuckDBValueConverter(value, type, convert);
  };
}

/** A map as an object, whose names are texts whatever the keys are; nothing of what is no map. */
function mapObject(
  { DuckDBMapType, DuckDBMapValue }: DuckDb,
  value: DuckDBValue,
  type: DuckDBType,
  convert: DuckDBValueConverter<Json>,
): Json | undefined {
  if (!(value instanceof DuckDBMapValue && type instanceof DuckDBMapType)) return undefined;
  const name = (key: DuckDBValue) => keyText(convert(key, type.keyType, convert));
  const entries = value.entries.map((entry) => [name(entry.key), convert(entry.value, type.valueType, convert)] as const);
  return Object.fromEntries(entries);
}

function wholeNumber(value: bigint): Json {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}

function isoTime(value: DuckDBValue): string {
  return String(value).replace(' ', 'T');
}

function keyText(key: Json): string {
  return typeof key === 'string' ? key : JSON.stringify(key);
}
