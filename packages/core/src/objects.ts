/** Whether a value is an object with fields: neither `null` nor an array. */
export function isObject(input: unknown): input is object {
  return typeof input === 'object' && input !== null && !Array.isArray(input);
}

/** The entries of an object in the order of their names. */
export function sortedEntries<V>(object: Readonly<Record<string, V>>): [string, V][] {
  return Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** An object's fields without those that are `undefined`. */
export type Defined<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

/** Leaves out the fields that are `undefined`, so that absent stays absent in JSON and in comparisons. */
export function defined<T extends object>(object: T): Defined<T> {
  const copy: Defined<T> = { ...object };
  for (const name in copy) if (copy[name] === undefined) delete copy[name];
  return copy;
}

/** The items by a key of theirs, in their order; `Map.groupBy` for Node 20, which some emulators run functions with. */
export function groupBy<K, T>(items: readonly T[], keyOf: (item: T, i: number) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const [i, item] of items.entries()) {
    const key = keyOf(item, i);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
