import type { Chance } from './chance.ts';

/** Things in an order of chance, of which all come before one comes again. */
export class Deck<T> {
  readonly #things: readonly T[];
  readonly #chance: Chance;
  #left: T[] = [];

  constructor(things: readonly T[], chance: Chance) {
    this.#things = things;
    this.#chance = chance;
  }

  /** The next thing. Fails where there are none. */
  draw(): T {
    if (this.#left.length === 0) this.#left = this.#chance.shuffled(this.#things);
    const thing = this.#left.pop();
    if (thing === undefined) throw new RangeError('there is nothing to draw');
    return thing;
  }
}
