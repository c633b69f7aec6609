import type { Chance, Weighted } from './chance.ts';

const HOUR = 3600;
const DAY = 86_400;

/** Days that the demo goes back, its own among them. */
export const DAYS = 60;

/** How much comes on the days of a week, from Sunday, and in the hours of a day, from midnight UTC. */
const BY_WEEKDAY = [0.72, 1.18, 1.06, 1, 1.02, 1.1, 0.86] as const;
const BY_HOUR = [2, 1, 1, 1, 1, 2, 5, 9, 12, 13, 12, 11, 12, 10, 9, 9, 10, 12, 14, 16, 15, 11, 7, 4] as const;
const HOURS: Weighted<number> = BY_HOUR.map((weight, hour) => [hour, weight]);

/** When things are said: busy mornings and evenings, quiet weekends, a little more each week. */
export class Calendar {
  readonly #first: number;
  readonly #days: Weighted<number>;
  readonly #chance: Chance;

  /** `day` is the last, as 2026-11-24. */
  constructor(day: string, chance: Chance) {
    this.#first = Date.parse(day) / 1000 - (DAYS - 1) * DAY;
    this.#chance = chance;
    this.#days = Array.from({ length: DAYS }, (_, day) => [day, this.#weight(day)]);
  }

  /** A second of an ordinary day. */
  ordinary(): number {
    return (
      this.#first + this.#chance.weighted(this.#days) * DAY + this.#chance.weighted(HOURS) * HOUR + this.#chance.from(0, HOUR - 1)
    );
  }

  /** A second after something went wrong on a day: most of what comes of it comes in the first hours. */
  after(day: number, hour: number, hours: number): number {
    return this.#first + day * DAY + hour * HOUR + Math.floor(this.#chance.share() ** 2 * hours * HOUR);
  }

  /** How far through the demo's days a second is, from 0 to 1. */
  progress(second: number): number {
    return (second - this.#first) / (DAYS * DAY);
  }

  #weight(day: number): number {
    const weekday = new Date((this.#first + day * DAY) * 1000).getUTCDay();
    return (BY_WEEKDAY[weekday] ?? 1) * (1 + (0.35 * day) / DAYS) * (0.85 + 0.3 * this.#chance.share());
  }
}
