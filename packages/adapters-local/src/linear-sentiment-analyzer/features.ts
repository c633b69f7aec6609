import { bucketOf, hashNext, hashOf } from './hashing.ts';
import type { LanguageWords } from './languages.ts';
import { type Token, tokensOf } from './tokens.ts';

/** Where each count of a clause stands among its tallies. */
const TALLY = {
  praise: 0,
  complaint: 1,
  bestPraise: 2,
  worstComplaint: 3,
  exclamations: 4,
  questions: 5,
  loud: 6,
  stretched: 7,
  numbers: 8,
  negations: 9,
  words: 10,
  rating: 11,
} as const;
const TALLIES = Object.keys(TALLY).length;

/** The features of a stretch of text between two marks or words such as `but`. */
export interface Clause {
  /** Buckets of words, pairs of words and openings; one that occurs twice is there twice. */
  readonly words: number[];
  /** Buckets of the 3 to 5 characters that follow each other in a word, its beginning and end among them. */
  readonly characters: number[];
  /** Sums of valences, and how many of what else there is. */
  readonly tallies: number[];
}

/** Where features come from and how far they are spread. */
export interface FeatureSpace {
  readonly language: LanguageWords;
  readonly buckets: number;
  /** Valences, some −4 to 4, by the hash of the word. */
  readonly lexicon: ReadonlyMap<number, number>;
}

/** Words after a negation that it turns around. */
const NEGATION_REACH = 3;
/** VADER's constants: what a negation leaves of a valence, and what degrees and capitals add to it. */
const NEGATED = -0.74;
const DEGREE = 0.293;
const CAPITALS = 0.733;
/** Praise that a negation makes stronger: `couldn't be happier`, `never been easier`. */
const COMPARATIVE = /(?:ier|better)$/;
/** Set features of different kinds apart. */
const NOT = 0x1f600;
const PAIR = 0x1f601;
const PAIR_APART = 0x1f602;
const PAIR_ENDING = 0x1f604;
const OPENING = 0x1f603;
const EXCLAIMED = 0x1f605;
/** Words of an exclamation such as `Great,` or `Oh lovely,`: what follows it tells whether it is meant. */
const EXCLAMATION = 2;
/** Stands for the beginning and the end of a word. */
const EDGE = 0x5f;
const SHORTEST_GRAM = 3;
const LONGEST_GRAM = 5;

/**
 * The one extractor of training and inference: the clauses of a text, at least one. Its time grows with the text's length and not
 * faster, whatever the text.
 */
export function clausesOf(text: string, space: FeatureSpace): Clause[] {
  const reader = new ClauseReader(space);
  for (const token of tokensOf(text, space.language.elision)) reader.take(token);
  reader.rate(ratingOf(text));
  return reader.clauses;
}

function emptyClause(): Clause {
  return { words: [], characters: [], tallies: new Array<number>(TALLIES).fill(0) };
}

/** Goes through the tokens of a text and remembers what the next one needs. */
class ClauseReader {
  readonly clauses: Clause[] = [];
  readonly #space: FeatureSpace;
  #clause: Clause = this.#begin();
  #negatedFor = 0;
  /** The last word that negates. */
  #negation = 0;
  #degree = 0;
  #before = 0;

  constructor(space: FeatureSpace) {
    this.#space = space;
  }

  take(token: Token): void {
    if (token.kind === 'break') this.#end();
    else if (token.kind === 'word') this.#word(token);
    else this.#sign(token);
  }

  /** Notes a rating that the text gives, −1 to 1. */
  rate(rating: number): void {
    this.#tally(TALLY.rating, rating);
  }

  #begin(): Clause {
    const clause = emptyClause();
    this.clauses.push(clause);
    return clause;
  }

  #end(): void {
    const exclaimed = this.#isExclamation();
    if (this.#clause.words.length > 0) this.#clause = this.#begin();
    this.#negatedFor = 0;
    this.#degree = 0;
    this.#before = exclaimed ? EXCLAIMED : 0;
  }

  /** Whether the text begins with praise in a word or two. */
  #isExclamation(): boolean {
    const { tallies } = this.#clause;
    return this.clauses.length === 1 && (tallies[TALLY.words] ?? 0) <= EXCLAMATION && (tallies[TALLY.praise] ?? 0) > 0;
  }

  #word(token: Token): void {
    const { negations, turns, degrees } = this.#space.language;
    if (turns.has(token.text)) this.#end();
    const hash = hashOf(token.text);
    this.#feature(hash, token.text);
    this.#characters(token.text);
    this.#value(hash, token.loud, COMPARATIVE.test(token.text));
    this.#tally(TALLY.words, 1);
    if (token.loud) this.#tally(TALLY.loud, 1);
    if (token.stretched) this.#tally(TALLY.stretched, 1);
    this.#degree = degrees.get(token.text) ?? 0;
    this.#negatedFor -= 1;
    if (!negations.has(token.text)) return;
    this.#negatedFor = NEGATION_REACH;
    this.#negation = hash;
    this.#tally(TALLY.negations, 1);
  }

  /** A number, emoji, emoticon or run of marks. */
  #sign({ kind, text }: Token): void {
    const hash = hashOf(text);
    this.#feature(hash, text);
    this.#value(hash, false, false);
    if (kind === 'number') this.#tally(TALLY.numbers, 1);
    if (text.includes('!')) this.#tally(TALLY.exclamations, 1);
    if (text.includes('?')) this.#tally(TALLY.questions, 1);
    if (/^[!?.…]/.test(text)) this.#end();
  }

  #feature(hash: number, text: string): void {
    this.#push(this.#negatedFor > 0 ? hashNext(hash, NOT) : hash);
    if (this.#negatedFor > 0) this.#negated(hash, text);
    this.#push(hashNext(hashNext(this.#before, PAIR), hash));
    if (this.#before === EXCLAIMED) this.#push(EXCLAIMED);
    if (this.#before === 0 || this.#before === EXCLAIMED) this.#push(hashNext(hash, OPENING));
    this.#before = hash;
  }

  /** What a negation turns around, with the negation itself: `couldn't be …er` is no `isn't …er`. */
  #negated(hash: number, text: string): void {
    this.#push(hashNext(hashNext(this.#negation, PAIR_APART), hash));
    this.#push(hashOf(text.slice(-2), hashNext(this.#negation, PAIR_ENDING)));
  }

  #push(hash: number): void {
    this.#clause.words.push(bucketOf(hash, this.#space.buckets));
  }

  #characters(word: string): void {
    const { characters } = this.#clause;
    const { buckets } = this.#space;
    for (let start = -1; start < word.length; start += 1) {
      let hash = NOT;
      const end = Math.min(start + LONGEST_GRAM, word.length + 1);
      for (let at = start; at < end; at += 1) {
        hash = hashNext(hash, at < 0 || at === word.length ? EDGE : word.charCodeAt(at));
        if (at >= start + SHORTEST_GRAM - 1) characters.push(bucketOf(hash, buckets));
      }
    }
  }

  #value(hash: number, loud: boolean, comparative: boolean): void {
    const known = this.#space.lexicon.get(hash);
    if (known === undefined) return;
    const strength = known + Math.sign(known) * (this.#degree * DEGREE + (loud ? CAPITALS : 0));
    const valence = this.#negatedFor > 0 && !(comparative && known > 0) ? strength * NEGATED : strength;
    this.#tally(valence > 0 ? TALLY.praise : TALLY.complaint, Math.abs(valence));
    this.#atLeast(valence > 0 ? TALLY.bestPraise : TALLY.worstComplaint, Math.abs(valence));
  }

  #tally(index: number, value: number): void {
    this.#clause.tallies[index] = (this.#clause.tallies[index] ?? 0) + value;
  }

  #atLeast(index: number, value: number): void {
    this.#clause.tallies[index] = Math.max(this.#clause.tallies[index] ?? 0, value);
  }
}

const RATING_MARK =
  /(?<![\p{N}.,/])(\p{N}{1,2})\s{0,2}(?:(?:\/|out of|von|sur|su|de)\s{0,2}(5|10)(?![\p{N}/])|(?:\s|-)?(?:stars?|sterne?n?|estrellas?|étoiles?|stell[ae]|estrelas?)\b)/iu;
const DIGIT = /\d/;
const STARS = /★{1,5}/u;

/** What a rating such as `1 star`, `5/5` or `★★` says, −1 (worst) to 1 (best); 0 where there is none. */
function ratingOf(text: string): number {
  const stars = text.includes('★') ? STARS.exec(text)?.[0].length : undefined;
  if (stars === undefined && !DIGIT.test(text)) return 0;
  const match = stars === undefined ? RATING_MARK.exec(text) : undefined;
  const value = stars ?? (match ? Number(match[1]) : undefined);
  const best = Number(match?.[2] ?? 5);
  if (value === undefined || Number.isNaN(value) || value > best) return 0;
  return Math.min(1, Math.max(-1, (value - 0.6 * best) / (0.4 * best)));
}

/** Length of what {@link signalsOf} gives. */
export const SIGNALS = 20;
/** VADER's: how slowly the sum of valences nears its bound. */
const SATURATION = 15;

/** A text's or a clause's counts as numbers between −1 and 1 or so, which weights are put on like on any other feature. */
export function signalsOf(clauses: readonly Clause[]): number[] {
  const all = totalsOf(clauses);
  const last = clauses.at(-1)?.tallies ?? [];
  const at = (index: number) => all[index] ?? 0;
  const balance = at(TALLY.praise) - at(TALLY.complaint);
  const lastBalance = (last[TALLY.praise] ?? 0) - (last[TALLY.complaint] ?? 0);
  const many = Math.log1p(at(TALLY.words));
  return [
    squash(balance),
    squash(at(TALLY.praise)),
    squash(at(TALLY.complaint)),
    at(TALLY.bestPraise) / 4,
    at(TALLY.worstComplaint) / 4,
    squash(lastBalance),
    clauses.length > 1 ? squash(lastBalance) : 0,
    squash(Math.min(at(TALLY.praise), at(TALLY.complaint))),
    at(TALLY.praise) + at(TALLY.complaint) === 0 ? 1 : 0,
    Math.min(1, at(TALLY.exclamations) / 3),
    Math.min(1, at(TALLY.questions) / 2),
    at(TALLY.questions) > 0 && at(TALLY.praise) + at(TALLY.complaint) === 0 ? 1 : 0,
    at(TALLY.words) === 0 ? 0 : at(TALLY.loud) / at(TALLY.words),
    Math.min(1, at(TALLY.stretched)),
    at(TALLY.numbers) > 0 ? 1 : 0,
    Math.min(1, at(TALLY.numbers) / 4),
    Math.min(1, at(TALLY.negations) / 3),
    many / 5,
    Math.max(0, at(TALLY.rating)),
    Math.max(0, -at(TALLY.rating)),
  ];
}

function totalsOf(clauses: readonly Clause[]): number[] {
  const totals = new Array<number>(TALLIES).fill(0);
  for (const { tallies } of clauses)
    for (const [i, tally] of tallies.entries())
      totals[i] =
        i === TALLY.bestPraise || i === TALLY.worstComplaint ? Math.max(totals[i] ?? 0, tally) : (totals[i] ?? 0) + tally;
  return totals;
}

function squash(value: number): number {
  return value / Math.sqrt(value * value + SATURATION);
}
