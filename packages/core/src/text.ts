/** Bytes that a code unit adds to UTF-8; a surrogate pair is 2 × 2. */
function unitBytes(unit: number): number {
  if (unit < 0x80) return 1;
  if (unit < 0x800 || (unit >= 0xd800 && unit < 0xe000)) return 2;
  return 3;
}

/** Length of a well-formed text in bytes of UTF-8. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (let i = 0; i < text.length; i += 1) bytes += unitBytes(text.charCodeAt(i));
  return bytes;
}
