import { availableParallelism, totalmem } from 'node:os';
import type { DuckDBInstance } from '@duckdb/node-api';
import { Failure } from '@earshot/core';
import { literal } from './lake-columns.ts';

/** DuckDB as its package gives it. */
export type DuckDb = typeof import('@duckdb/node-api');

/** More threads than this help no query of ours, and take from whatever else runs. */
const MOST_THREADS = 4;

/** Memory for a query, in MB, on a machine that has plenty. */
const MOST_MEMORY = 2_048;

const MISSING =
  'SQL needs DuckDB, an optional package that is not installed here; run `npm install @duckdb/node-api` (it has builds for Linux, macOS and Windows on x64 and arm64)';

/** Loads DuckDB, which is optional. Fails as `unsupported`, saying what to do, where it is not installed or has no build for this machine. */
export async function loadDuckDb(): Promise<DuckDb> {
  try {
    return await import('@duckdb/node-api');
  } catch (cause) {
    throw new Failure('unsupported', MISSING, { cause });
  }
}

/**
 * A database in memory that can read one folder and reach nothing else: no other file, no network, no extension. SQL cannot change that,
 * as settings are locked. Times are in UTC, and what does not fit into memory fails instead of going to the disk.
 */
export async function openLockedDown(duckdb: DuckDb, folder: string): Promise<DuckDBInstance> {
  const database = await duckdb.DuckDBInstance.create(':memory:', {
    threads: String(Math.min(MOST_THREADS, availableParallelism())),
    memory_limit: `${memoryLimit()}MB`,
    temp_directory: '',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
  });
  const connection = await database.connect();
  for (const setting of [
    "TimeZone = 'UTC'",
    `allowed_directories = [${literal(folder)}]`,
    'enable_external_access = false',
    'lock_configuration = true',
  ])
    await connection.run(`SET GLOBAL ${setting}`);
  connection.closeSync();
  return database;
}

/** The memory that DuckDB may take in a process, in MB. Two may run at once, and leave half of the machine's to everything else. */
export function memoryLimit(): number {
  return Math.min(MOST_MEMORY, Math.floor(totalmem() / 4 / 1024 ** 2));
}
