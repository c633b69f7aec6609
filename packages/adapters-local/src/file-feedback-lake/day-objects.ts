import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Day, dayPrefix } from '@earshot/core';
import { hasCode, localFailure } from '../failures.ts';
import { CompactedDay, type Compaction } from './compaction.ts';

/** Names of objects in a day's folder. */
export const OBJECT_NAME = /^[\w-]{1,128}\.jsonl?$/;

/** Objects that are looked at or read at once. */
export const OBJECTS_AT_ONCE = 64;

/** Where a day's rows are: all that are in the Parquet file, but for those that an arrival has, too; and all of the arrivals. */
export interface DaySides {
  readonly compaction: Compaction | undefined;
  /** Names of the objects that the Parquet file does not hold in the state that they are in. */
  readonly arrivals: readonly string[];
}

/**
 * Where the rows of a day in a lake's folder are at the moment. What it names stays readable for a day: only then do originals expire.
 * Fails as `internal` where the marker is damaged.
 */
export async function daySides(root: string, day: Day): Promise<DaySides> {
  const names = await objectNames(root, day);
  const compaction = await new CompactedDay(root, day).read();
  if (compaction === undefined) return { compaction, arrivals: names };
  const listed = names.filter((name) => Object.hasOwn(compaction.originals, name));
  const states = await objectStates(root, day, listed);
  const changed = ([name, state]: readonly [string, string]) => compaction.originals[name] !== state;
  const arrived = new Set([...states].filter(changed).map(([name]) => name));
  return { compaction, arrivals: names.filter((name) => arrived.has(name) || !Object.hasOwn(compaction.originals, name)) };
}

/** The names of a day's objects. */
export async function objectNames(root: string, day: Day): Promise<string[]> {
  const folder = join(root, dayPrefix(day));
  const names = await readdir(folder).catch((error: unknown) => {
    if (hasCode(error, 'ENOENT')) return [];
    throw localFailure(error, folder);
  });
  return names.filter((name) => OBJECT_NAME.test(name));
}

/** The states of a day's objects by their names, those left out that are gone. Objects are replaced and never written in place, so equal states are equal contents. */
export async function objectStates(root: string, day: Day, names: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const states = new Map<string, string>();
  for (let start = 0; start < names.length; start += OBJECTS_AT_ONCE) {
    const some = names.slice(start, start + OBJECTS_AT_ONCE);
    const found = await Promise.all(some.map((name) => objectState(join(root, dayPrefix(day), name))));
    for (const [i, state] of found.entries()) if (state !== undefined) states.set(some[i] ?? '', state);
  }
  return states;
}

/** What tells an object from any other that had or will have its name; nothing where it is gone. */
async function objectState(path: string): Promise<string | undefined> {
  try {
    const { ino, size, mtimeNs } = await stat(path, { bigint: true });
    return `${ino}-${size}-${mtimeNs}`;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw localFailure(error, path);
  }
}
