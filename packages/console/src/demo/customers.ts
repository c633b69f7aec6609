import type { Chance, Weighted } from './chance.ts';
import { MANNERS, type Manners } from './manners.ts';
import type { Mood } from './texts.ts';

/** Somebody who writes, once or again and again. */
export interface Customer {
  /** Absent for those who do not say who they are. */
  readonly id?: string;
  readonly language: string;
  readonly name: string;
  readonly country: string;
  readonly moods: Weighted<Mood>;
}

/** What feedback comes in by. */
export type Source = 'web' | 'app' | 'email' | 'store' | 'phone';

const BY_LANGUAGE: Weighted<string> = [
  ['en', 50],
  ['de', 16],
  ['es', 11],
  ['fr', 11],
  ['it', 7],
  ['pt', 5],
];

const USUAL: Weighted<Mood> = [
  ['POSITIVE', 45],
  ['NEGATIVE', 24],
  ['NEUTRAL', 20],
  ['MIXED', 11],
];
const UNHAPPY: Weighted<Mood> = [
  ['POSITIVE', 8],
  ['NEGATIVE', 72],
  ['NEUTRAL', 8],
  ['MIXED', 12],
];
const FOND: Weighted<Mood> = [
  ['POSITIVE', 80],
  ['NEGATIVE', 4],
  ['NEUTRAL', 8],
  ['MIXED', 8],
];
const TEMPERS: Weighted<Weighted<Mood>> = [
  [USUAL, 88],
  [UNHAPPY, 5],
  [FOND, 7],
];

/** People for so many pieces of feedback: some come back often, most once or twice, an eighth without a name. */
export class Customers {
  readonly #known: readonly Customer[];
  readonly #chance: Chance;

  constructor(feedbacks: number, chance: Chance) {
    this.#chance = chance;
    this.#known = Array.from({ length: Math.max(10, Math.round(feedbacks / 3)) }, (_, i) => newCustomer(chance, i));
  }

  /** Who writes now. */
  next(): Customer {
    if (this.#chance.happens(0.125)) return newCustomer(this.#chance);
    const rank = Math.floor(this.#chance.share() ** 1.4 * this.#known.length);
    return this.#known[rank] ?? newCustomer(this.#chance);
  }
}

/** The manners of a language. */
export function mannersOf(language: string): Manners {
  const manners = MANNERS[language];
  if (!manners) throw new RangeError(`nobody in the demo speaks ${language}`);
  return manners;
}

function newCustomer(chance: Chance, number?: number): Customer {
  const language = chance.weighted(BY_LANGUAGE);
  const { names, countries } = mannersOf(language);
  const person = { language, name: chance.one(names), country: chance.one(countries), moods: chance.weighted(TEMPERS) };
  return number === undefined ? person : { id: `c-${1000 + number * 7}`, ...person };
}
