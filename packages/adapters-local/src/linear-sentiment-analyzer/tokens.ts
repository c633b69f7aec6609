/** What a token is to the engine: `break` ends a clause and is no feature of its own. */
export type TokenKind = 'word' | 'number' | 'symbol' | 'break';

/** A piece of a text, in the one spelling that features are made of. */
export interface Token {
  readonly kind: TokenKind;
  /** Lower case, straight apostrophes, letters repeated twice at most; digits as 0. */
  readonly text: string;
  /** Whether it stood in capitals, of two letters or more. */
  readonly loud: boolean;
  /** Whether letters were repeated more than twice. */
  readonly stretched: boolean;
}

/** Addresses and names of users say nothing; emoticons come before the punctuation that they are made of. */
const PIECES =
  /(https?:\/\/\S+|www\.\S+|@[\p{L}\p{N}_]+|&[a-z]+;)|([\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*)|(\p{N}+(?:[.,:]\p{N}+)*)|([:;=][-'^]?[()[\]DPpOo3/\\|*]+|<\/?3|\p{Extended_Pictographic}|★+|[!?]+|\.\.+|…)|([.,;()–—\n:])/gu;
const REPEATED = /(\p{L})\1{2,}/giu;
const CURLY = /’/g;
/** The mouth of an emoticon, however wide. */
const GRIN = /([()[\]DPpOo|*])\1+$/u;
const DIGITS = /\p{N}/gu;

/** Cuts a text into tokens, in a time that grows with its length and not faster. `elision`: apostrophes part words, as in French. */
export function tokensOf(text: string, elision: boolean): Token[] {
  const tokens: Token[] = [];
  const stretches = text.search(REPEATED) >= 0;
  for (const [, skipped, word, number, symbol, end] of text.matchAll(PIECES)) {
    if (word !== undefined) pushWord(tokens, word, elision, stretches);
    else if (number !== undefined) tokens.push(plain('number', number.replace(DIGITS, '0').slice(0, 8)));
    else if (symbol !== undefined) tokens.push(plain('symbol', symbol.replace(GRIN, '$1').slice(0, 3)));
    else if (end !== undefined) tokens.push(plain('break', end));
    else if (skipped !== undefined) tokens.push(plain('symbol', skipped.startsWith('@') ? '@' : '//'));
  }
  return tokens;
}

function plain(kind: TokenKind, text: string): Token {
  return { kind, text, loud: false, stretched: false };
}

function pushWord(tokens: Token[], written: string, elision: boolean, stretches: boolean): void {
  const lower = written.toLowerCase();
  const loud = written.length > 1 && lower !== written && written === written.toUpperCase();
  const straight = lower.replace(CURLY, "'");
  const text = stretches ? straight.replace(REPEATED, '$1$1') : straight;
  const stretched = text.length < straight.length;
  if (!elision || !text.includes("'")) tokens.push({ kind: 'word', text, loud, stretched });
  else for (const part of text.split("'")) tokens.push({ kind: 'word', text: part, loud, stretched });
}
