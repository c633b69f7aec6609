import { rm } from 'node:fs/promises';
import type { WriteParquet } from '@earshot/adapters-local/compaction';
import { Failure, messageOf } from '@earshot/core';
import { type DuckDb, memoryLimit } from '../querying/duckdb.ts';
import { columnTypes, DUCKDB_COLUMNS, escaped, literal } from '../querying/lake-columns.ts';

/** Rows of a row group: enough to be small and few enough to be read back in little memory. */
const ROW_GROUP = 32_768;

const COLUMNS = columnTypes({ ...DUCKDB_COLUMNS, lakeKey: 'VARCHAR' });

/** Writes Parquet by DuckDB: ZSTD, sorted by time and then by id; what does not fit into memory goes to the disk beside the file. */
export function parquetWriter(duckdb: DuckDb): WriteParquet {
  return async (jsonLines, parquet) => {
    const spill = `${parquet}.spill`;
    const database = await duckdb.DuckDBInstance.create(':memory:', {
      memory_limit: `${memoryLimit()}MB`,
      temp_directory: spill,
    });
    const connection = await database.connect();
    try {
      await connection.run(copy(jsonLines, parquet));
    } catch (error) {
      throw writeFailure(error);
    } finally {
      connection.closeSync();
      database.closeSync();
      await rm(spill, { recursive: true, force: true });
    }
  };
}

function copy(jsonLines: string, parquet: string): string {
  const rows = `read_json(${literal(escaped(jsonLines))}, format = 'newline_delimited', columns = ${COLUMNS})`;
  const options = `FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${ROW_GROUP}`;
  return `COPY (SELECT * FROM ${rows} ORDER BY "timestamp", "feedbackId") TO ${literal(parquet)} (${options})`;
}

/** DuckDB tells of a full disk in words alone. */
function writeFailure(error: unknown): Failure {
  const message = messageOf(error);
  const kind = /No space left|Out of Memory/i.test(message) ? 'unavailable' : 'internal';
  return new Failure(kind, `the Parquet file could not be written: ${message}`, { cause: error });
}
