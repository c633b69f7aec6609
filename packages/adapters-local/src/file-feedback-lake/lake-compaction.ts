import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Day, dayBounds, Failure } from '@earshot/core';
import { localFailure } from '../failures.ts';
import { type ProcessLock, tryLock } from '../process-lock.ts';
import { CompactedDay, type Compaction, compactionText } from './compaction.ts';
import { daySides, objectNames, objectStates } from './day-objects.ts';
import { DurableFiles } from './durable-files.ts';
import { checkParquet, deleteOriginals, otherFiles } from './expire-originals.ts';
import { FileFeedbackLake, lakeLock } from './file-feedback-lake.ts';
import { sha256Of } from './files.ts';
import { parquetOfDay, type WatchCompaction, type WriteParquet } from './parquet-of-day.ts';
import type { RowDigests } from './row-digests.ts';

/** Seconds after its end in which a day's last feedback may still be on its way to the lake. */
const SETTLING_SECONDS = 3_600;

/**
 * Makes a Parquet file of the objects of each day of a lake. It may run beside submissions, and be broken off and repeated at any point;
 * every row is in what the lake gives at each moment, once. Times are whole seconds since 1970 UTC.
 */
export class LakeCompaction {
  readonly #root: string;
  readonly #writeParquet: WriteParquet;
  readonly #watch: WatchCompaction;
  readonly #lake: FileFeedbackLake;
  readonly #files: DurableFiles;
  readonly #lock: ProcessLock;

  constructor(root: string, writeParquet: WriteParquet, watch: WatchCompaction = () => {}) {
    this.#root = root;
    this.#writeParquet = writeParquet;
    this.#watch = watch;
    this.#lake = new FileFeedbackLake(root);
    this.#files = new DurableFiles(join(root, '.temporary'));
    this.#lock = lakeLock(root);
  }

  /** Runs work while no other compaction works on this lake. Fails as `unavailable` when one does. */
  async alone<T>(work: () => Promise<T>): Promise<T> {
    const lock = tryLock(`${this.#root}.compaction.lock`);
    if (lock === undefined) throw new Failure('unavailable', `${this.#root}: another compaction is at work; wait until it ends`);
    try {
      await this.#files.sweep();
      return await work();
    } finally {
      lock.close();
    }
  }

  /** The days of the lake that are over, and to which no more is to come but what is late; the oldest first. */
  async days(now: number): Promise<Day[]> {
    return (await this.#lake.days()).filter((day) => isOver(day, now)).sort();
  }

  /**
   * Brings what a day's Parquet file lacks into a new one, which counts once it is found to hold the day row by row. Gives its rows;
   * nothing when none were lacking. Fails as `invalid` when the day is not over.
   */
  async compact(day: Day, now: number): Promise<number | undefined> {
    if (!isOver(day, now)) throw new Failure('invalid', `${day} cannot be compacted before it has been over for an hour (UTC)`);
    const { arrivals } = await daySides(this.#root, day);
    if (arrivals.length === 0) return undefined;
    const files = new CompactedDay(this.#root, day);
    const id = randomUUID();
    try {
      const before = await this.#states(day);
      const { digests, sha256 } = await this.#makeParquet(day, files, id);
      const originals = unchanged(before, await this.#states(day));
      await this.#mark(files, { id, sha256, rows: digests.size, since: now, originals });
      return digests.size;
    } catch (error) {
      await discard(files, id);
      throw localFailure(error, files.folder);
    }
  }

  /**
   * Deletes the objects of a day whose rows have been in its Parquet file since before a time, and what Parquet files came before that
   * one. Gives how many objects. Fails as `internal`, and deletes nothing, where the Parquet file is not as it was written.
   */
  async expire(day: Day, before: number): Promise<number> {
    const files = new CompactedDay(this.#root, day);
    const compaction = await files.read();
    if (compaction === undefined || compaction.since > before) return 0;
    try {
      const others = await otherFiles(files, compaction);
      const originals = Object.keys(compaction.originals).length;
      if (others.length + originals === 0) return 0;
      await checkParquet(files, compaction);
      const deleted = originals === 0 ? 0 : await this.#deleteOriginals(day, files, compaction);
      await Promise.all(others.map((path) => rm(path, { force: true })));
      return deleted;
    } catch (error) {
      throw localFailure(error, files.folder);
    }
  }

  async #makeParquet(day: Day, files: CompactedDay, id: string): Promise<{ digests: RowDigests; sha256: string }> {
    const digests = await this.#files.place(files.parquet({ id }), (parquet) =>
      parquetOfDay(day, this.#lake.read(day), parquet, this.#writeParquet, this.#watch),
    );
    await this.#files.replace(files.digests({ id }), digests.toBytes());
    return { digests, sha256: await sha256Of(files.parquet({ id })) };
  }

  async #deleteOriginals(day: Day, files: CompactedDay, compaction: Compaction): Promise<number> {
    let deleted = 0;
    for await (deleted of deleteOriginals(this.#root, day, compaction, this.#lock))
      this.#watch({ day, doing: 'deleting originals', done: deleted });
    await this.#mark(files, { ...compaction, originals: {} });
    return deleted;
  }

  /** The one moment at which a day's rows change their side. */
  #mark(files: CompactedDay, compaction: Compaction): Promise<void> {
    return this.#files.replace(files.marker, compactionText(compaction));
  }

  async #states(day: Day): Promise<ReadonlyMap<string, string>> {
    return objectStates(this.#root, day, await objectNames(this.#root, day));
  }
}

function isOver(day: Day, now: number): boolean {
  return dayBounds(day).to + SETTLING_SECONDS <= now;
}

/** The objects that are as they were before they were read: what was read of them is all that is in them. */
function unchanged(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): Record<string, string> {
  return Object.fromEntries([...before].filter(([name, state]) => after.get(name) === state));
}

/** Removes the files of a compaction that did not come to count. */
async function discard(files: CompactedDay, id: string): Promise<void> {
  const standing = await files.read();
  if (standing?.id === id) return;
  await Promise.all([files.parquet({ id }), files.digests({ id })].map((path) => rm(path, { force: true })));
}
