import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Day, dayPrefix } from '@earshot/core';
import type { ProcessLock } from '../process-lock.ts';
import type { CompactedDay, Compaction } from './compaction.ts';
import { objectStates } from './day-objects.ts';
import { sha256Of } from './files.ts';
import { syncFolder } from './folder-syncs.ts';

/** Objects that are deleted with the lock held, which holds up others for some milliseconds. */
const DELETED_AT_ONCE = 200;

/** Fails as `internal` where the Parquet file of a compaction is not as it was written, and as the system does where it cannot be read. */
export async function checkParquet(files: CompactedDay, compaction: Compaction): Promise<void> {
  const parquet = files.parquet(compaction);
  const sha256 = await sha256Of(parquet).catch((error: unknown) => Promise.reject(files.unreadable(parquet, error)));
  if (sha256 !== compaction.sha256) throw files.damaged(parquet);
}

/** Deletes the originals of a day that are as its Parquet file holds them, some at a time. Gives how many it has deleted after each time. */
export async function* deleteOriginals(
  root: string,
  day: Day,
  { originals }: Compaction,
  lock: ProcessLock,
): AsyncGenerator<number> {
  const names = Object.keys(originals);
  let deleted = 0;
  for (let start = 0; start < names.length; start += DELETED_AT_ONCE) {
    const some = names.slice(start, start + DELETED_AT_ONCE);
    deleted += await lock.hold(() => deleteUnchanged(root, day, some, originals));
    yield deleted;
  }
  if (deleted > 0) await syncFolder(join(root, dayPrefix(day)));
}

/** The files of earlier compactions of a day, and of such as were broken off. */
export async function otherFiles(files: CompactedDay, compaction: Compaction): Promise<string[]> {
  const kept = [files.marker, files.parquet(compaction), files.digests(compaction)];
  const paths = (await readdir(files.folder)).map((name) => join(files.folder, name));
  return paths.filter((path) => !kept.includes(path));
}

/** Called with the lock held, so that nobody replaces an object between the look at it and its end. */
async function deleteUnchanged(
  root: string,
  day: Day,
  names: readonly string[],
  originals: Compaction['originals'],
): Promise<number> {
  const states = await objectStates(root, day, names);
  const held = [...states].filter(([name, state]) => originals[name] === state);
  await Promise.all(held.map(([name]) => rm(join(root, dayPrefix(day), name), { force: true })));
  return held.length;
}
