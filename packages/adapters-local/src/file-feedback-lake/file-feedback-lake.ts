import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Day,
  dayPrefix,
  Failure,
  type FeedbackLake,
  type FeedbackRecord,
  isBatchKey,
  lakeKeyOf,
  mergeLines,
  parseLines,
} from '@earshot/core';
import { hasCode, localFailure } from '../failures.ts';
import { DurableFiles } from './durable-files.ts';
import { Turns } from './turns.ts';

/** Keys that stay inside the lake's folder and name an object of feedback. */
const KEY = /^feedback\/year=\d{4}\/month=\d\d\/day=\d\d\/[\w-]{1,128}\.jsonl?$/;

/** Objects that are read at once. */
const READS_AT_ONCE = 64;

/** Keeps lake objects as files in a folder, under the same keys as in a bucket. */
export class FileFeedbackLake implements FeedbackLake {
  readonly #root: string;
  readonly #files = new DurableFiles();
  readonly #turns = new Turns();

  /** `root` is the folder that holds `feedback/`; it is made with the first object. */
  constructor(root: string) {
    this.#root = root;
  }

  async append(records: readonly FeedbackRecord[]): Promise<void> {
    const objects = [...Map.groupBy(records, lakeKeyOf)];
    await Promise.all(objects.map(([key, members]) => this.#write(key, members)));
  }

  async *read(day: Day): AsyncGenerator<readonly FeedbackRecord[]> {
    const prefix = dayPrefix(day);
    const names = await this.#names(prefix);
    for (let start = 0; start < names.length; start += READS_AT_ONCE) {
      const keys = names.slice(start, start + READS_AT_ONCE).map((name) => prefix + name);
      yield (await Promise.all(keys.map(async (key) => parseLines(key, (await this.#text(key)) ?? '')))).flat();
    }
  }

  /** The UTC days that have objects. */
  async days(): Promise<Day[]> {
    const entries = await readdir(join(this.#root, 'feedback'), { recursive: true }).catch(emptyIfMissing);
    return entries.flatMap((path) => {
      const [, ...date] = /^year=(\d{4})\/month=(\d\d)\/day=(\d\d)$/.exec(path) ?? [];
      return date.length > 0 ? [date.join('-')] : [];
    });
  }

  async #write(key: string, members: readonly FeedbackRecord[]): Promise<void> {
    const path = this.#path(key);
    try {
      if (isBatchKey(key)) await this.#turns.take(key, () => this.#merge(key, path, members));
      else await this.#files.replace(path, mergeLines(key, '', members));
    } catch (error) {
      throw localFailure(error, path);
    }
  }

  /** Puts rows into a batch object; whoever else creates it at the same moment keeps theirs. */
  async #merge(key: string, path: string, members: readonly FeedbackRecord[]): Promise<void> {
    if (await this.#files.create(path, mergeLines(key, '', members))) return;
    const before = (await this.#text(key)) ?? '';
    const after = mergeLines(key, before, members);
    await (after === before ? this.#files.settle(path) : this.#files.replace(path, after));
  }

  async #names(prefix: string): Promise<string[]> {
    const names = await readdir(join(this.#root, prefix)).catch(emptyIfMissing);
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

function emptyIfMissing(error: unknown): string[] {
  if (hasCode(error, 'ENOENT')) return [];
  throw error;
}
