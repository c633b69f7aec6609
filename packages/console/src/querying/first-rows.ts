import type { DuckDBResult, DuckDBValueConverter } from '@duckdb/node-api';
import { Failure } from '@earshot/core';
import type { Json } from './json-values.ts';

/** Room for the rows of an answer, in bytes of JSON, so that none takes the memory of who asks, a server perhaps. */
const ROOM = 256 * 1024 ** 2;

/**
 * Gives the first rows of a result as JSON with commas between them, and at the end whether there are more. Fails as `unavailable` where
 * they are too large together.
 */
export async function* firstRows(
  result: DuckDBResult,
  maxRows: number,
  toJson: DuckDBValueConverter<Json>,
): AsyncGenerator<string, boolean> {
  let [rows, room] = [0, ROOM];
  for await (const chunk of result) {
    const wanted = Math.min(chunk.rowCount, maxRows - rows);
    for (let row = 0; row < wanted; row += 1) {
      const json = JSON.stringify(chunk.convertRowValues(row, toJson));
      room -= Buffer.byteLength(json);
      if (room < 0) throw tooLarge();
      yield rows++ === 0 ? json : `,${json}`;
    }
    if (wanted < chunk.rowCount) return true;
  }
  return false;
}

function tooLarge(): Failure {
  const message = `the answer is larger than ${ROOM / 1024 ** 2} MB; ask for fewer rows or columns`;
  return new Failure('unavailable', message, { retryable: false });
}
