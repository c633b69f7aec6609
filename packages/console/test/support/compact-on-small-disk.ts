import { execFileSync } from 'node:child_process';
import { readdir, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FileFeedbackLake } from '@earshot/adapters-local';
import { isFailure } from '@earshot/core';
import { sampleRecord } from '@earshot/core/conformance';
import { compactionOf, rowsInSql, rowsRead } from './compacting.ts';

/** Run on a disk of its own: compacts while it is full, while it is read-only, and once there is room; prints what became of it. */
const [folder = ''] = process.argv.slice(2);
const root = join(folder, 'lake');
const now = Math.floor(Date.now() / 1000);
const day = '2026-03-01';
await new FileFeedbackLake(root).append(
  Array.from({ length: 500 }, () =>
    sampleRecord({
      lakeKey: `feedback/year=2026/month=03/day=01/batch.jsonl`,
      feedbackText: Array.from({ length: 40 }, () => crypto.randomUUID()).join(),
    }),
  ),
);
const before = await rowsInSql(root);
const same = async () =>
  JSON.stringify(before) === JSON.stringify(await rowsInSql(root)) && (await rowsRead(root)).length === 500;
const compact = () =>
  compactionOf(root)
    .alone(() => compactionOf(root).compact(day, now))
    .catch((error: unknown) => (isFailure(error) ? `${error.kind}: ${error.message}` : String(error)));

const filler = join(folder, 'filler');
const results: unknown[] = [];
// Too little for the rows, and enough for them and too little for the Parquet file, too.
for (const free of [400_000, 1_150_000]) {
  const { bavail, bsize } = await statfs(folder);
  await writeFile(filler, Buffer.alloc(bavail * bsize - free));
  results.push(await compact(), await same());
  await rm(filler);
}
execFileSync('mount', ['-o', 'remount,ro', folder]);
results.push(await compact(), await same());
execFileSync('mount', ['-o', 'remount,rw', folder]);
const left = [
  ...(await readdir(join(root, '.temporary'))),
  ...(await readdir(join(root, 'compacted/year=2026/month=03/day=01'))),
];
results.push(left, await compact(), await same());
console.log(JSON.stringify(results));
