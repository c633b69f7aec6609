import { randomFrom } from '@earshot/adapters-local/training';

/** Things to choose from, and how often each comes beside the others. */
export type Weighted<T> = readonly (readonly [thing: T, weight: number])[];

/** Chance that follows from a seed alone: the same seed makes the same choices. */
export class Chance {
  readonly #next: () => number;

  constructor(seed: number) {
    this.#next = randomFrom(seed);
  }

  /** From 0 up to 1. */
  share(): number {
    return this.#next();
  }

  /** Whether something of this probability happens. */
  happens(probability: number): boolean {
    return this.#next() < probability;
  }

  /** A whole number, both ends included. */
  from(least: number, most: number): number {
    return least + Math.floor(this.#next() * (most - least + 1));
  }

  /** One of a list that is not empty, each as likely. */
  one<T>(things: readonly T[]): T {
    return present(things[Math.floor(this.#next() * things.length)]);
  }

  /** One of a list that is not empty, by weight. */
  weighted<T>(things: Weighted<T>): T {
    let left = this.#next() * things.reduce((sum, [, weight]) => sum + weight, 0);
    const found = things.find(([, weight]) => {
      left -= weight;
      return left < 0;
    });
    return present(found ?? things.at(-1))[0];
  }

  /** The things in another order. */
  shuffled<T>(things: readonly T[]): T[] {
    return things
      .map((thing) => [this.#next(), thing] as const)
      .sort(([a], [b]) => a - b)
      .map(([, thing]) => thing);
  }
}

function present<T>(thing: T | undefined): T {
  if (thing === undefined) throw new RangeError('there is nothing to choose from');
  return thing;
}
