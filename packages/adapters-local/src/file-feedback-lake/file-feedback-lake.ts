import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  COMPACTED_PREFIX,
  Damage,
  type Day,
  dayIn,
  dayOf,
  dayPrefix,
  Failure,
  type FeedbackLake,
  type FeedbackRecord,
  groupBy,
  isBatchKey,
  LAKE_PREFIX,
  lakeKeyOf,
  mergeLines,
  parseLines,
} from '@earshot/core';
import { hasCode, localFailure } from '../failures.ts';
import { ProcessLock } from '../process-lock.ts';
import { CompactedRows } from './compacted-rows.ts';
import { daySides, OBJECTS_AT_ONCE } from './day-objects.ts';
import { DurableFiles } from './durable-files.ts';

/** Keys that stay inside the lake's folder and name an object of feedback. */
const KEY = /^feedback\/year=\d{4}\/month=\d\d\/day=\d\d\/[\w-]{1,128}\.jsonl?$/;

/** One object, and the records that go there. */
type Addition = readonly [key: string, members: readonly FeedbackRecord[]];

/** Keeps lake objects as files in a folder, under the same keys as in a bucket; reads them, too, when a day's are compacted. */
export class FileFeedbackLake implements FeedbackLake {
  readonly #root: string;
  readonly #files: DurableFiles;
  readonly #turns: ProcessLock;
  readonly #compacted: CompactedRows;

  /** `root` is the folder that holds `feedback/`; it is made with the first object. `<root>.lock` lies beside it. */
  constructor(root: string) {
    this.#root = root;
    this.#files = new DurableFiles(join(root, '.temporary'));
    this.#turns = lakeLock(root);
    this.#compacted = new CompactedRows(root);
  }

  async append(records: readonly FeedbackRecord[]): Promise<void> {
    const objects = [...groupBy(records, lakeKeyOf)];
    const [shared, own] = [objects.filter(isShared), objects.filter((object) => !isShared(object))];
    await Promise.all([
      ...own.map((object) => this.#write(object)),
      shared.length > 0 && this.#turns.hold(() => Promise.all(shared.map((object) => this.#merge(object)))),
    ]);
  }

  async *read(day: Day): AsyncGenerator<readonly FeedbackRecord[]> {
    const { compaction, arrivals } = await daySides(this.#root, day);
    const arrived = new Set<string>();
    const damage = new Damage();
    const keys = arrivals.map((name) => dayPrefix(day) + name);
    for await (const records of this.#objects(keys, damage)) {
      if (compaction) for (const { feedbackId } of records) arrived.add(feedbackId);
      yield records;
    }
    if (compaction)
      for await (const records of this.#compacted.read(day, compaction))
        yield records.filter(({ feedbackId }) => !arrived.has(feedbackId));
    damage.tell();
  }

  /** Removes what killed processes left half-written; no reader of the lake has seen it. */
  sweep(): Promise<void> {
    return this.#files.sweep();
  }

  /** The UTC days that have objects, or are compacted; some may have lost all they had. */
  async days(): Promise<Day[]> {
    const days = await Promise.all([LAKE_PREFIX, COMPACTED_PREFIX].map((prefix) => daysIn(this.#root, prefix)));
    return [...new Set(days.flat())];
  }

  /** The records of objects; those that are damaged are left out and noted. */
  async *#objects(keys: readonly string[], damage: Damage): AsyncGenerator<FeedbackRecord[]> {
    const singles = keys.filter((key) => !isBatchKey(key));
    const groups = keys.filter(isBatchKey).map((key) => [key]);
    for (let start = 0; start < singles.length; start += OBJECTS_AT_ONCE)
      groups.push(singles.slice(start, start + OBJECTS_AT_ONCE));
    for (const group of groups) yield (await Promise.all(group.map((key) => damage.readable(() => this.#records(key))))).flat();
  }

  async #write([key, members]: Addition): Promise<void> {
    const path = this.#path(key);
    try {
      await this.#files.replace(path, mergeLines(key, '', members));
    } catch (error) {
      throw localFailure(error, path);
    }
  }

  /** Puts rows into an object that others write or expire, too. Called by one holder of the lock at a time. */
  async #merge([key, members]: Addition): Promise<void> {
    const path = this.#path(key);
    try {
      const before = await this.#text(key);
      if (before === undefined) return await this.#begin([key, members]);
      const after = mergeLines(key, isBatchKey(key) ? before : '', members);
      await (after === before ? this.#files.settle(path) : this.#files.replace(path, after));
    } catch (error) {
      throw localFailure(error, path);
    }
  }

  /** Writes an object that is not there, or no longer: what is compacted already does not come again. */
  async #begin([key, members]: Addition): Promise<void> {
    const added = await this.#compacted.lacks(dayIn(key), members);
    if (added.length > 0) await this.#write([key, added]);
  }

  async #records(key: string): Promise<FeedbackRecord[]> {
    return parseLines(key, (await this.#text(key)) ?? '');
  }

  /** An object's text; `undefined` when it is gone. */
  async #text(key: string): Promise<string | undefined> {
    const path = this.#path(key);
    return readFile(path, 'utf8').catch((error: unknown) => {
      if (hasCode(error, 'ENOENT')) return undefined;
      throw localFailure(error, path);
    });
  }

  #path(key: string): string {
    if (KEY.test(key)) return join(this.#root, key);
    throw new Failure('invalid', 'lakeKey: does not name an object of feedback', {
      issues: [{ field: 'lakeKey', message: 'does not name an object of feedback' }],
    });
  }
}

/** Whose holder alone writes objects that others may write or expire. */
export function lakeLock(root: string): ProcessLock {
  return new ProcessLock(`${root}.lock`);
}

/** Whether others may write or expire an object at the same time: it is a batch, or its day is over. */
function isShared([key]: Addition): boolean {
  return isBatchKey(key) || dayIn(key) < dayOf(Date.now() / 1000);
}

/** The days that have a folder, found by the folders of years, then of months, then of days, as days may have very many objects. */
async function daysIn(root: string, prefix: string): Promise<Day[]> {
  let folders = [prefix];
  for (const digits of [4, 7, 10]) {
    const inner = await Promise.all(folders.map((folder) => entriesOf(root, folder)));
    folders = inner.flat().filter((folder) => dayIn(folder).length === digits);
  }
  return folders.map(dayIn);
}

/** What lies in a folder, if it is one. */
async function entriesOf(root: string, folder: string): Promise<string[]> {
  const path = join(root, folder);
  const names = await readdir(path).catch((error: unknown) => {
    if (hasCode(error, 'ENOENT') || hasCode(error, 'ENOTDIR')) return [];
    throw localFailure(error, path);
  });
  return names.map((name) => `${folder}${name}/`);
}
