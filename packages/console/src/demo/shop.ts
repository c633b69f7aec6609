import { defined } from '@earshot/core';
import { Calendar, DAYS } from './calendar.ts';
import { Chance, type Weighted } from './chance.ts';
import { type Customer, Customers, type Source } from './customers.ts';
import { Deck } from './deck.ts';
import { type Complaints, DOUBLE_CHARGES, REFUNDED } from './incident.ts';
import { kind, type Mood, type Text } from './texts.ts';
import { type ComplaintDecks, complaint, written } from './writing.ts';

/** A row of the demo, as an import reads it. */
export interface DemoRow {
  readonly timestamp: number;
  readonly feedback: string;
  readonly source: Source;
  readonly customer_id?: string;
  readonly language: string;
  readonly rating?: number;
  readonly metadata: Readonly<Record<string, string>>;
  readonly idempotency_key: string;
}

/** What rows are made by. */
export interface DemoOptions {
  readonly texts: ReadonlyMap<string, readonly Text[]>;
  readonly seed: number;
  /** The last day in UTC, as 2026-11-24. */
  readonly day: string;
  readonly count: number;
}

/** What is said, by whom. */
type Saying = Omit<DemoRow, 'timestamp' | 'idempotency_key'>;

/** What is said, and when. */
type Unnamed = Omit<DemoRow, 'idempotency_key'>;

/** The app took money twice, on this day of the demo and at this hour in UTC; of a hundred rows so many are about it, and come of its end. */
export const INCIDENT = { day: DAYS - 9, hour: 15, complaints: 0.045, refunded: 0.002 } as const;

const SOURCES: Weighted<Source> = [
  ['web', 34],
  ['app', 30],
  ['email', 16],
  ['store', 11],
  ['phone', 9],
];
const INCIDENT_SOURCES: Weighted<Source> = [
  ['app', 52],
  ['web', 20],
  ['phone', 16],
  ['email', 12],
];

const NOT_IN_STORES = ['App', 'Delivery', 'Online shop'];

/** Where people are asked for stars, in points from 0 to 10. */
const RATED: readonly Source[] = ['web', 'app', 'store'];
const RATINGS: Readonly<Record<Mood, readonly [least: number, most: number]>> = {
  POSITIVE: [8, 10],
  NEGATIVE: [0, 3],
  NEUTRAL: [5, 7],
  MIXED: [4, 7],
};

/** A shop that people write to. */
export class Shop {
  readonly #chance: Chance;
  readonly #calendar: Calendar;
  readonly #customers: Customers;
  readonly #texts: ReadonlyMap<string, Deck<Text>>;
  readonly #complaints: ReadonlyMap<string, ComplaintDecks>;

  constructor({ texts, seed, day, count }: DemoOptions) {
    const chance = new Chance(seed);
    this.#chance = chance;
    this.#calendar = new Calendar(day, chance);
    this.#customers = new Customers(count, chance);
    this.#texts = new Map([...texts].map(([name, cards]) => [name, new Deck(cards, chance)]));
    this.#complaints = new Map(Object.entries(DOUBLE_CHARGES).map(([language, parts]) => [language, decksOf(parts, chance)]));
  }

  /** What is said on days like any other, in the order of time, in which nothing is said again soon. */
  ordinary(count: number): readonly Unnamed[] {
    const times = Array.from({ length: count }, () => this.#calendar.ordinary()).sort((a, b) => a - b);
    return times.map((timestamp) => ({ timestamp, ...this.saying(this.#calendar.progress(timestamp)) }));
  }

  /** What somebody says whom the app charged twice. */
  complaint(): Unnamed {
    const [customer, source] = [this.#customers.next(), this.#chance.weighted(INCIDENT_SOURCES)];
    const text = complaint(found(this.#complaints, customer.language), this.#chance);
    const about = { text, mood: 'NEGATIVE', product: 'App' } as const;
    return { timestamp: this.#calendar.after(INCIDENT.day, INCIDENT.hour, 40), ...this.#said(customer, source, about) };
  }

  /** What somebody says who has the money back. */
  refunded(): Unnamed {
    const [language, texts] = this.#chance.one(Object.entries(REFUNDED));
    const customer = { ...this.#customers.next(), language };
    const about = { text: this.#chance.one(texts), mood: 'POSITIVE', product: 'App' } as const;
    return { timestamp: this.#calendar.after(INCIDENT.day + 3, 8, 60), ...this.#said(customer, 'web', about) };
  }

  /** What somebody says; `progress` is how far through the demo's days, over which fewer and fewer complain. */
  saying(progress: number): Saying {
    const customer = this.#customers.next();
    const mood = this.#chance.weighted(customer.moods);
    const better = mood === 'NEGATIVE' && this.#chance.happens(0.35 * progress) ? 'POSITIVE' : mood;
    const text = found(this.#texts, kind(customer.language, better)).draw();
    return this.#said(customer, this.#sourceFor(text), text);
  }

  /** Nobody talks at the till about what came by courier. */
  #sourceFor({ product }: Text): Source {
    const source = this.#chance.weighted(SOURCES);
    return source === 'store' && NOT_IN_STORES.includes(product) ? 'web' : source;
  }

  #said(customer: Customer, source: Source, { text, mood, product }: Omit<Text, 'language'>): Saying {
    const optional = {
      customer_id: customer.id,
      rating: RATED.includes(source) && this.#chance.happens(0.7) ? this.#chance.from(...RATINGS[mood]) : undefined,
    };
    const feedback = written(text, customer, source, this.#chance);
    return {
      feedback,
      source,
      language: customer.language,
      ...defined(optional),
      metadata: { product, country: customer.country },
    };
  }
}

function decksOf({ facts, consequences, demands }: Complaints, chance: Chance): ComplaintDecks {
  return { facts: new Deck(facts, chance), consequences: new Deck(consequences, chance), demands: new Deck(demands, chance) };
}

function found<T>(things: ReadonlyMap<string, T>, name: string): T {
  const thing = things.get(name);
  if (thing === undefined) throw new RangeError(`the demo has no ${name}`);
  return thing;
}
