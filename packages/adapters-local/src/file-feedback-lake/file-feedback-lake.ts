import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Day,
  dayPrefix,
  Failure,
  type FeedbackLake,
  type FeedbackRecord,
  groupBy,
  isBatchKey,
  lakeKeyOf,
  mergeLines,
  parseLines,
} from '@earshot/core';
import { hasCode, localFailure } from '../failures.ts';
import { ProcessLock } from '../process-lock.ts';
import { DurableFiles } from './durable-files.ts';

/** Keys that stay inside the lake's folder and name an object of feedback. */
const KEY = /^feedback\/year=\d{4}\/month=\d\d\/day=\d\d\/[\w-]{1,128}\.jsonl?$/;

/** Objects that are read at once. */
const READS_AT_ONCE = 64;

/** Keeps lake objects as files in a folder, under the same keys as in a bucket. */
export class FileFeedbackLake implements FeedbackLake {
  readonly #root: string;
  readonly #files: DurableFiles;
  readonly #batches: ProcessLock;

  /** `root` is the folder that holds `feedback/`; it is made with the first object. `<root>.lock` lies beside it. */
  constructor(root: string) {
    this.#root = root;
    this.#files = new DurableFiles(join(root, '.temporary'));
    this.#batches = new ProcessLock(`${root}.lock`);
  }

  async append(records: readonly FeedbackRecord[]): Promise<void> {
    const objects = [...groupBy(records, lakeKeyOf)];
    const [batches, singles] = [objects.filter(([key]) => isBatchKey(key)), objects.filter(([key]) => !isBatchKey(key))];
    await Promise.all([
      ...singles.map(([key, members]) => this.#write(key, (path) => this.#files.replace(path, mergeLines(key, '', members)))),
      batches.length > 0 && this.#batches.hold(() => this.#mergeAll(batches)),
    ]);
  }

  async *read(day: Day): AsyncGenerator<readonly FeedbackRecord[]> {
    const prefix = dayPrefix(day);
    const keys = (await this.#names(prefix)).map((name) => prefix + name);
    const singles = keys.filter((key) => !isBatchKey(key));
    for (const key of keys.filter(isBatchKey)) yield await this.#records(key);
    for (let start = 0; start < singles.length; start += READS_AT_ONCE) {
      const some = singles.slice(start, start + READS_AT_ONCE).map((key) => this.#records(key));
      yield (await Promise.all(some)).flat();
    }
  }

  /** Removes what killed processes left half-written; no reader of the lake has seen it. */
  sweep(): Promise<void> {
    return this.#files.sweep();
  }

  /** The UTC days that have objects. */
  async days(): Promise<Day[]> {
    const folder = join(this.#root, 'feedback');
    const entries = await readdir(folder, { recursive: true }).catch(emptyIfMissing(folder));
    return entries.flatMap((path) => {
      const [, ...date] = /^year=(\d{4})\/month=(\d\d)\/day=(\d\d)$/.exec(path) ?? [];
      return date.length > 0 ? [date.join('-')] : [];
    });
  }

  async #write(key: string, work: (path: string) => Promise<void>): Promise<void> {
    const path = this.#path(key);
    try {
      await work(path);
    } catch (error) {
      throw localFailure(error, path);
    }
  }

  /** Puts rows into batch objects. Called by one holder of the lock at a time. */
  async #mergeAll(batches: readonly (readonly [string, readonly FeedbackRecord[]])[]): Promise<void> {
    await Promise.all(batches.map(([key, members]) => this.#write(key, (path) => this.#merge(key, path, members))));
  }

  async #merge(key: string, path: string, members: readonly FeedbackRecord[]): Promise<void> {
    const before = (await this.#text(key)) ?? '';
    const after = mergeLines(key, before, members);
    await (after === before ? this.#files.settle(path) : this.#files.replace(path, after));
  }

  async #records(key: string): Promise<FeedbackRecord[]> {
    return parseLines(key, (await this.#text(key)) ?? '');
  }

  async #names(prefix: string): Promise<string[]> {
    const folder = join(this.#root, prefix);
    const names = await readdir(folder).catch(emptyIfMissing(folder));
    return names.filter((name) => KEY.test(prefix + name));
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

function emptyIfMissing(folder: string): (error: unknown) => string[] {
  return (error) => {
    if (hasCode(error, 'ENOENT')) return [];
    throw localFailure(error, folder);
  };
}
