import { utf8Length } from '../text.ts';

/** Where a text may be cut, best first. */
const LEVELS = ['sentence', 'word', 'grapheme'] as const;

/**
 * Cuts a text into pieces of at most `maxBytes` bytes of UTF-8 (at least 4), at the end of a sentence where there is one, else
 * between words, else between characters, and never inside a code point. The pieces joined are the text.
 */
export function splitText(text: string, maxBytes: number, level = 0): string[] {
  if (utf8Length(text) <= maxBytes) return [text];
  return pack(segments(text, level), maxBytes).flatMap((piece) => splitText(piece, maxBytes, level + 1));
}

function segments(text: string, level: number): string[] {
  const granularity = LEVELS[level];
  if (granularity === undefined) return [...text];
  return Array.from(new Intl.Segmenter('und', { granularity }).segment(text), ({ segment }) => segment);
}

/** Joins neighbours while they fit together. */
function pack(parts: readonly string[], maxBytes: number): string[] {
  const packed: string[] = [];
  let size = Number.POSITIVE_INFINITY;
  for (const part of parts) {
    const bytes = utf8Length(part);
    if (size + bytes > maxBytes) {
      packed.push(part);
      size = bytes;
    } else {
      packed[packed.length - 1] += part;
      size += bytes;
    }
  }
  return packed;
}
