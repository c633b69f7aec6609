import type { Chance } from './chance.ts';

/** Things in an order of chance, of which all come before one comes again, and in the same order, so that none comes again soon. */
export class Deck<T> {
  readonly #things: readonly T[];
  #drawn = 0;

  constructor(things: readonly T[], chance: Chance) {
    this.#things = chance.shuffled(things);
  }

  /** The next thing. Fails where there are none. */
  draw(): T {
    const thing = this.#things[this.#drawn++ % this.#things.length];
    if (thing === undefined) throw new RangeError('there is nothing to draw');
    return thing;
  }
}
