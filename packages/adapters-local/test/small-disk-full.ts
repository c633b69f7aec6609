// Run by small-disk.slow.test.ts on a disk of 3 MB: fills it, makes room, retries, and prints what became of everything.
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isFailure, messageOf, parseSubmission, submitFeedback } from '@earshot/core';
import { openEmbedded } from '../src/open-embedded.ts';

const folder = process.argv[2] ?? '';
const filler = join(folder, 'filler');
await writeFile(filler, Buffer.alloc(1_000_000));
const { pipeline, store, lake, check, close } = await openEmbedded({ folder, language: 'en' });
const submission = (n: number, key?: string) =>
  parseSubmission({ feedback: `${n} ${'great '.repeat(300)}`, customer_id: `c-${n}` }, key);

const receipts: string[] = [];
const refused: { n: number; kind: string; key: string | undefined; says: string }[] = [];
for (let n = 0; refused.length < 20; n += 1) {
  await submitFeedback(pipeline, submission(n)).then(
    ({ feedbackId }) => receipts.push(feedbackId),
    (error: unknown) =>
      refused.push({
        n,
        kind: isFailure(error) ? error.kind : String(error),
        key: isFailure(error) ? error.retryKey : undefined,
        says: messageOf(error).replace(/^.*; /, ''),
      }),
  );
}

const healthWhenFull = await check().then(() => 'ok', messageOf);
await rm(filler);
await check();
const retried = await Promise.all(refused.map(({ n, key }) => submitFeedback(pipeline, submission(n, key))));
const found = await Promise.all([...receipts, ...retried.map(({ feedbackId }) => feedbackId)].map((id) => store.get(id)));
const stored = (await store.list({ limit: 1000 })).items;
const inLake = new Map<string, string>();
for (const day of await lake.days())
  for await (const records of lake.read(day)) for (const record of records) inLake.set(record.feedbackId, JSON.stringify(record));
const differing =
  stored.filter((record) => inLake.get(record.feedbackId) !== JSON.stringify(record)).length +
  Math.abs(inLake.size - stored.length);
const files = await readdir(join(folder, 'lake', '.temporary'));
await close();
console.log(
  JSON.stringify({
    acknowledged: receipts.length,
    refusedAs: [...new Set(refused.map(({ kind }) => kind))],
    saying: [...new Set(refused.map(({ says }) => says))],
    healthWhenFull: healthWhenFull.replace(/^.*; /, ''),
    lost: found.filter((record) => record === undefined).length,
    retried: retried.length,
    rowsInStore: stored.length,
    storeAndLakeDiffer: differing,
    temporaryFiles: files.length,
  }),
);
