import { isObject } from '@earshot/core';
import { unreadable } from './refusals.ts';

/** The members of a request by name, none of them checked. */
export type Members = ReadonlyMap<string, unknown>;

/** The members of a body in JSON; `null` counts as absent, as in every AWS service. */
export function membersOf(body: Uint8Array): Members {
  const parsed = parse(body);
  if (!isObject(parsed)) throw unreadable('Start of structure expected.');
  return new Map(Object.entries(parsed));
}

/** A string among the members, well-formed. */
export function stringIn(members: Members, name: string): string | undefined {
  return toText(members.get(name));
}

/** A list of strings among the members; its items may be absent too. */
export function listIn(members: Members, name: string): readonly (string | undefined)[] | undefined {
  const value = members.get(name) ?? undefined;
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) throw unreadable(isObject(value) ? FOUND.structure : 'Expected list or null');
  return value.map(toText);
}

/** The words of the AWS parser for what it finds in the place of a string. */
const FOUND = {
  structure: 'Start of structure or map found where not expected.',
  list: 'Start of list found where not expected.',
};

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw unreadable('The body is not JSON in UTF-8.');
  }
}

function toText(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) throw unreadable(FOUND.list);
  if (isObject(value)) throw unreadable(FOUND.structure);
  const token = typeof value === 'number' ? 'NUMBER_VALUE' : `${String(value).toUpperCase()}_VALUE`;
  throw unreadable(`${token} can not be converted to a String`);
}
