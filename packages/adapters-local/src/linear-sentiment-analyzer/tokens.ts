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
  /https?:\/\/\S+|www\.\S+|@[\p{L}\p{N}_]+|&[a-z]+;|[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*|\p{N}+(?:[.,:]\p{N}+)*|[:;=][-'^]?[()[\]DPpOo3/\\|*]+|<\/?3|\p{Extended_Pictographic}|★+|[!?]+|\.\.+|…|[.,;()–—\n:]/gu;
const ADDRESS = /^(?:https?:\/|www\.)/;
const WORD = /^[\p{L}\p{M}]/u;
const NUMBER = /^\p{N}/u;
const REPEATED = /(\p{L})\1{2,}/giu;
const CURLY = /’/g;
/** The mouth of an emoticon, however wide. */
const GRIN = /([()[\]DPpOo|*])\1+$/u;
const DIGITS = /\p{N}/gu;
const BREAKS = new Set(['.', ',', ';', '(', ')', '–', '—', '\n', ':']);
const MOST_SIGNS = 3;
const MOST_DIGITS = 8;

/** Cuts a text into tokens, in a time that grows with its length and not faster. `elision`: apostrophes part words, as in French. */
export function tokensOf(text: string, elision: boolean): Token[] {
  const tokens: Token[] = [];
  const stretches = hasRuns(text);
  for (const piece of text.match(PIECES) ?? []) {
    if (BREAKS.has(piece)) tokens.push(sign('break', piece));
    else if (!startsWord(piece)) tokens.push(signOf(piece));
    else if (ADDRESS.test(piece)) tokens.push(sign('symbol', '//'));
    else pushWord(tokens, piece, elision, stretches);
  }
  return tokens;
}

/** Whether any character comes three times in a row, which few texts have: without it no word need be looked at. */
function hasRuns(text: string): boolean {
  for (let i = 2; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code === text.charCodeAt(i - 1) && code === text.charCodeAt(i - 2)) return true;
  }
  return false;
}

function startsWord(piece: string): boolean {
  const code = piece.charCodeAt(0) | 0x20;
  return code < 0x80 ? code >= 0x61 && code <= 0x7a : WORD.test(piece);
}

function sign(kind: TokenKind, text: string): Token {
  return { kind, text, loud: false, stretched: false };
}

function signOf(piece: string): Token {
  if (NUMBER.test(piece)) return sign('number', piece.replace(DIGITS, '0').slice(0, MOST_DIGITS));
  if (piece.length > 1 && (piece.startsWith('@') || piece.startsWith('&'))) return sign('symbol', piece.charAt(0));
  return sign('symbol', piece.replace(GRIN, '$1').slice(0, MOST_SIGNS));
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
