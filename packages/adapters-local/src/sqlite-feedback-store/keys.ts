const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * An id or a digest as the database keeps it. Both are UUIDs and come in random order, so that nearly every new one touches a page of its own in
 * each tree that it lies in: as 16 bytes, in place of 36 characters, the trees have half the pages. What is no UUID stays text.
 */
export function keyOf(name: string): string | Uint8Array {
  return UUID.test(name) ? Buffer.from(name.replaceAll('-', ''), 'hex') : name;
}

/** The name that a key stands for. */
export function nameOf(key: unknown): string {
  if (!(key instanceof Uint8Array)) return String(key);
  const hex = Buffer.from(key).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
