/** A word, or an emoticon, as written, without the punctuation around it. */
export interface Word {
  readonly word: string;
  /** Number of the clause that it stands in, from 0. */
  readonly clause: number;
}

/** White space, and the joint after punctuation that has none. */
const GAPS = /\s+|(?<=[,;!?.…—])(?=\p{L})/u;
/** From the first letter or digit to the last. */
const CORE = /[\p{L}\p{N}](?:.*[\p{L}\p{N}])?/su;
const ENDS_CLAUSE = /[,;:!?.…—–)-]$/u;
/** Words that turn from one thought to another. */
const TURNS = new Set(['but', 'however', 'although', 'though', 'yet', 'still', 'except', 'unfortunately', 'whereas', 'while']);

/** Cuts a text into words, and numbers the clauses that punctuation and words such as `but` divide it into. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  let clause = 0;
  for (const token of text.replaceAll('’', "'").split(GAPS)) {
    const word = bare(token);
    if (TURNS.has(word.toLowerCase())) clause += 1;
    if (word.length > 1) words.push({ word, clause });
    if (ENDS_CLAUSE.test(token)) clause += 1;
  }
  return words;
}

/** A token without its punctuation, unless so little is left that it may be an emoticon. */
function bare(token: string): string {
  const core = CORE.exec(token)?.[0] ?? '';
  return core.length > 2 || core.length === token.length ? core : token;
}
