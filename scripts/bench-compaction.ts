// Measures what compaction spares: `npm run bench:compaction`. Four weeks of made-up feedback, as objects and in Parquet; `--rows N` says how much.
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { FileFeedbackLake } from '@earshot/adapters-local';
import { LakeCompaction } from '@earshot/adapters-local/compaction';
import { batchLakeKey, type Day, dayBounds, dayOf } from '@earshot/core';
import { NAMED_QUERIES } from '@earshot/core/queries';
import { parquetWriter } from '../packages/console/src/compacting/write-parquet.ts';
import { loadDuckDb } from '../packages/console/src/querying/duckdb.ts';
import { lakeView } from '../packages/console/src/querying/lake-view.ts';
import { madeUpFeedback } from './made-up-feedback.ts';

const DAYS = 28;
const OBJECT_ROWS = 1_000;

/** The columns that a query reads. Year, month and day are no columns but names of folders. */
const QUERIES = [
  { name: 'sentiment-by-day', reads: ['sentiment'] },
  { name: 'negative-by-source', reads: ['sentiment', 'source'] },
  { name: 'worst-customers', reads: ['sentiment', 'customerId', 'timestamp'] },
];

const { values } = parseArgs({ options: { rows: { type: 'string', default: '1000000' } } });
const rows = Number(values.rows);
const folder = await mkdtemp(join(tmpdir(), 'earshot-bench-compaction-'));
const root = join(folder, 'lake');
const now = Math.floor(Date.now() / 1000);
const days = Array.from({ length: DAYS }, (_, i) => dayOf(now - (i + 1) * 86_400 - 3_600));
const duckdb = await loadDuckDb();
const connection = await (await duckdb.DuckDBInstance.create(':memory:')).connect();
const [cpu] = cpus();
console.log(
  `machine: ${cpu?.model.trim()}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}\n`,
);
try {
  await fillLake();
  const json = await bytesOf('feedback');
  console.log(`${rows.toLocaleString('en')} rows in ${DAYS} days; as JSON ${megabytes(json)}, which every query reads`);
  await ask('JSON');
  await compactLake();
  await ask('Parquet');
  const whole = await bytesOf('compacted');
  console.log(`Parquet, whole files: ${megabytes(whole)}, 1/${(json / whole).toFixed(1)} of JSON`);
  for (const { name, reads } of QUERIES) {
    const read = await bytesRead(reads);
    console.log(`read by ${name}: ${megabytes(read)}, 1/${Math.round(json / read)} of JSON`);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function fillLake(): Promise<void> {
  const lake = new FileFeedbackLake(root);
  const perDay = Math.ceil(rows / DAYS);
  for (const day of days)
    for (let row = 0; row < perDay; row += OBJECT_ROWS) await lake.append(batch(day, Math.min(OBJECT_ROWS, perDay - row)));
}

function batch(day: Day, size: number) {
  const { from } = dayBounds(day);
  const lakeKey = batchLakeKey(day, crypto.randomUUID());
  return Array.from({ length: size }, () => madeUpFeedback(from + Math.floor(Math.random() * 86_400), lakeKey));
}

async function compactLake(): Promise<void> {
  const compaction = new LakeCompaction(root, parquetWriter(duckdb));
  const began = performance.now();
  let written = 0;
  for (const day of days) written += (await compaction.compact(day, now)) ?? 0;
  const seconds = (performance.now() - began) / 1000;
  console.log(
    `compacted in ${seconds.toFixed(1)} s, ${Math.round(written / seconds).toLocaleString('en')} rows/s, at most ${megabytes(process.resourceUsage().maxRSS * 1024)} of memory`,
  );
  for (const day of days) await compaction.expire(day, now);
}

/** Asks each query some times, and tells how long the fastest took: with the views made, and without. */
async function ask(what: string): Promise<void> {
  await connection.run("SET TimeZone = 'UTC'");
  for (const { name } of QUERIES) {
    const sql = NAMED_QUERIES.find((query) => query.name === name)?.sql ?? '';
    const times: number[] = [];
    for (let i = 0; i < 5; i += 1) {
      const began = performance.now();
      await connection.run(await lakeView(root));
      await connection.runAndReadAll(sql);
      times.push(performance.now() - began);
    }
    console.log(`${name} on ${what}: ${Math.round(Math.min(...times))} ms`);
  }
}

/** The compressed bytes of columns in all Parquet files. */
async function bytesRead(columns: readonly string[]): Promise<number> {
  const list = columns.map((name) => `'${name}'`).join();
  const sql = `SELECT sum(total_compressed_size)::DOUBLE FROM parquet_metadata('${root}/compacted/**/*.parquet') WHERE split_part(path_in_schema, ', ', 1) IN (${list})`;
  const [row] = (await connection.runAndReadAll(sql)).getRowsJson();
  return Number(row?.[0]);
}

async function bytesOf(part: string): Promise<number> {
  const names = await readdir(join(root, part), { recursive: true });
  const sizes = await Promise.all(
    names.map(async (name) => (/\.(jsonl?|parquet)$/.test(name) ? (await stat(join(root, part, name))).size : 0)),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(bytes < 1e7 ? 2 : 0)} MB`;
}
