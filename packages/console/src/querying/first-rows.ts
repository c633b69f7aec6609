import type { DuckDBResult, DuckDBValueConverter } from '@duckdb/node-api';
import { Failure } from '@earshot/core';
import type { Json } from './json-values.ts';

/** Room for an answer, in bytes as JSON would have it, so that none takes the memory of who asks, a server perhaps. */
const ROOM = 256 * 1024 ** 2;

/** Bytes of a value, a text's letters not counted. */
const VALUE = 8;

/** Reads the first rows of a result, and whether there are more. Fails as `unavailable` where they do not fit into memory. */
export async function firstRows(result: DuckDBResult, maxRows: number, toJson: DuckDBValueConverter<Json>) {
  const rows: Json[][] = [];
  const convert = fitting(toJson);
  for await (const chunk of result) {
    const wanted = Math.min(chunk.rowCount, maxRows - rows.length);
    for (let row = 0; row < wanted; row += 1) rows.push(chunk.convertRowValues(row, convert));
    if (wanted < chunk.rowCount) return { rows, truncated: true };
  }
  return { rows, truncated: false };
}

/** A converter that stops once all that it has made takes more than there is room for. */
function fitting(toJson: DuckDBValueConverter<Json>): DuckDBValueConverter<Json> {
  let room = ROOM;
  return (value, type, inner) => {
    const json = toJson(value, type, inner);
    room -= typeof json === 'string' ? VALUE + json.length : VALUE;
    if (room < 0) throw tooLarge();
    return json;
  };
}

function tooLarge(): Failure {
  const message = `the answer is larger than ${ROOM / 1024 ** 2} MB; ask for fewer rows or columns`;
  return new Failure('unavailable', message, { retryable: false });
}
