import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { COMPACTED_PREFIX, type Day, dayPrefix, Failure, isObject } from '@earshot/core';
import { hasCode, isSystemError, localFailure } from '../failures.ts';

/** What the marker of a compacted day says. From the moment that it is there, the day's rows are read from the Parquet file. */
export interface Compaction {
  /** Names the Parquet file beside the marker, and the file of its rows' digests. */
  readonly id: string;
  /** SHA-256 of the Parquet file, in hexadecimal. */
  readonly sha256: string;
  readonly rows: number;
  /** When the marker was written, in whole seconds since 1970 UTC. */
  readonly since: number;
  /** The objects whose rows are in the Parquet file and that may be there still: by name, the state that each was in. */
  readonly originals: Readonly<Record<string, string>>;
}

const MARKER = 'day.json';
const ID = /^[0-9a-f-]{36}$/;
const SHA256 = /^[0-9a-f]{64}$/;

/** Where the files of a day's compaction lie in a lake's folder. */
export class CompactedDay {
  readonly folder: string;
  readonly marker: string;
  readonly #day: Day;

  constructor(root: string, day: Day) {
    this.folder = join(root, dayPrefix(day, COMPACTED_PREFIX));
    this.marker = join(this.folder, MARKER);
    this.#day = day;
  }

  parquet({ id }: Pick<Compaction, 'id'>): string {
    return join(this.folder, `${id}.parquet`);
  }

  digests({ id }: Pick<Compaction, 'id'>): string {
    return join(this.folder, `${id}.digests`);
  }

  /** What the marker says; nothing where the day is not compacted. Fails as `internal` where it is damaged. */
  async read(): Promise<Compaction | undefined> {
    const text = await readFile(this.marker, 'utf8').catch((error: unknown) => {
      if (hasCode(error, 'ENOENT')) return undefined;
      throw localFailure(error, this.marker);
    });
    return text === undefined ? undefined : this.#parse(text);
  }

  /** The failure that a file of the compaction cannot be read: trouble of the system's, or that it is gone or not as it was written. */
  unreadable(path: string, cause: unknown): Failure {
    return isSystemError(cause) && !hasCode(cause, 'ENOENT') ? localFailure(cause, path) : this.damaged(path, cause);
  }

  /** The failure that a file of the compaction is not as it was written. */
  damaged(path: string, cause?: unknown): Failure {
    const remedy = `restore ${this.folder} from a copy, or move it away and run earshot reconcile --day ${this.#day}`;
    return new Failure('internal', `${path} is damaged; ${remedy}, which writes the day again from the store`, { cause });
  }

  #parse(text: string): Compaction {
    try {
      return parseCompaction(JSON.parse(text));
    } catch (error) {
      throw this.damaged(this.marker, error);
    }
  }
}

/** The text of a marker. */
export function compactionText({ id, sha256, rows, since, originals }: Compaction): string {
  return `${JSON.stringify({ id, sha256, rows, since, originals })}\n`;
}

function parseCompaction(input: unknown): Compaction {
  if (!isObject(input)) throw new TypeError('a marker is an object');
  const { id, sha256, rows, since, originals }: Record<string, unknown> = { ...input };
  return {
    id: text(id, ID),
    sha256: text(sha256, SHA256),
    rows: wholeNumber(rows),
    since: wholeNumber(since),
    originals: states(originals),
  };
}

function text(input: unknown, pattern: RegExp): string {
  if (typeof input === 'string' && pattern.test(input)) return input;
  throw new TypeError(`a marker has a text like ${pattern}`);
}

function wholeNumber(input: unknown): number {
  if (typeof input === 'number' && Number.isSafeInteger(input) && input >= 0) return input;
  throw new TypeError('a marker has whole numbers');
}

function states(input: unknown): Record<string, string> {
  if (isObject(input) && areTexts(input)) return input;
  throw new TypeError('a marker lists originals');
}

/** The object itself is taken, as a copy of very many entries would take longer than all else. */
function areTexts(input: object): input is Record<string, string> {
  return Object.values(input).every((value) => typeof value === 'string');
}
