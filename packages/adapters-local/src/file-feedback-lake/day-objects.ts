import { statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { type Day, dayPrefix } from '@earshot/core';
import { hasCode, localFailure } from '../failures.ts';
import { CompactedDay, type Compaction } from './compaction.ts';

/** Names of objects in a day's folder. */
const OBJECT_NAME = /^[\w-]{1,128}\.jsonl?$/;

/** Objects that are looked at or read at once. */
export const OBJECTS_AT_ONCE = 64;

/** Where a day's rows are: all that are in the Parquet file, but for those that an arrival has, too; and all of the arrivals. */
export interface DaySides {
  readonly compaction: Compaction | undefined;
  /** Names of the objects that the Parquet file does not hold in the state that they are in. */
  readonly arrivals: readonly string[];
  /** Whether other files lie in the day's folder, such as a copy that somebody made. */
  readonly others: boolean;
}

/**
 * Where the rows of a day in a lake's folder are at the moment. What it names stays readable for a day: only then do originals expire.
 * Fails as `internal` where the marker is damaged.
 */
export async function daySides(root: string, day: Day): Promise<DaySides> {
  const all = await namesIn(join(root, dayPrefix(day)));
  const names = all.filter(isObjectName);
  const others = all.length > names.length;
  const compaction = await new CompactedDay(root, day).read();
  if (compaction === undefined) return { compaction, arrivals: names, others };
  const listed = names.filter((name) => Object.hasOwn(compaction.originals, name));
  const states = await objectStates(root, day, listed);
  const changed = ([name, state]: readonly [string, string]) => compaction.originals[name] !== state;
  const arrived = new Set([...states].filter(changed).map(([name]) => name));
  const arrivals = names.filter((name) => arrived.has(name) || !Object.hasOwn(compaction.originals, name));
  return { compaction, arrivals, others };
}

/** The names of a day's objects. */
export async function objectNames(root: string, day: Day): Promise<string[]> {
  return (await namesIn(join(root, dayPrefix(day)))).filter(isObjectName);
}

function isObjectName(name: string): boolean {
  return OBJECT_NAME.test(name);
}

function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: unknown) => {
    if (hasCode(error, 'ENOENT')) return [];
    throw localFailure(error, folder);
  });
}

/**
 * The states of a day's objects by their names, those left out that are gone. Objects are replaced and never written in place, so equal
 * states are equal contents. The system mostly knows them without the disk, so a promise for each would take most of the time; others get
 * their turn after some.
 */
export async function objectStates(root: string, day: Day, names: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const folder = join(root, dayPrefix(day));
  const states = new Map<string, string>();
  for (const [i, name] of names.entries()) {
    if (i % OBJECTS_AT_ONCE === 0) await setImmediate();
    const state = objectState(join(folder, name));
    if (state !== undefined) states.set(name, state);
  }
  return states;
}

/** What tells an object from any other that had or will have its name; nothing where it is gone. */
function objectState(path: string): string | undefined {
  try {
    const found = statSync(path, { bigint: true, throwIfNoEntry: false });
    return found && `${found.ino}-${found.size}-${found.mtimeNs}`;
  } catch (error) {
    throw localFailure(error, path);
  }
}
