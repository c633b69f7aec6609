const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

/** FNV-1a over UTF-16 code units, 32 bits with a sign. */
export function hashOf(text: string, seed = OFFSET): number {
  let hash = seed;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), PRIME);
  return hash;
}

/** One more step of {@link hashOf}: the hash of what was hashed before with a number after it. */
export function hashNext(hash: number, value: number): number {
  return Math.imul(hash ^ value, PRIME);
}

/** Spreads a hash over a table whose size is a power of two: FNV's low bits alone are not even enough for short strings. */
export function bucketOf(hash: number, buckets: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (mixed ^ (mixed >>> 15)) & (buckets - 1);
}
