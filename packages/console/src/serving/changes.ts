/** Is called when something has changed. */
export type Listener = () => void;

/** Milliseconds between two looks. */
const LOOK_EVERY = 1_000;

/**
 * Notices within a second that records were added, by this process or by another one that shares the data folder. It looks only while
 * somebody listens.
 */
export class Changes {
  readonly #state: () => unknown;
  readonly #listeners = new Set<Listener>();
  #timer: NodeJS.Timeout | undefined;
  #last: unknown;

  /** `state` is cheap, and gives another value when records were added. */
  constructor(state: () => unknown) {
    this.#state = state;
  }

  /** Calls a listener at most once a second, from now until what it gives is called. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    this.#begin();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#end();
    };
  }

  #begin(): void {
    if (this.#timer) return;
    this.#last = this.#state();
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY).unref();
  }

  #end(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #look(): void {
    const now = this.#stateNow();
    if (now === this.#last) return;
    this.#last = now;
    for (const listener of this.#listeners) listener();
  }

  /** What cannot be read now, such as a file that is locked, is looked at again a second later. */
  #stateNow(): unknown {
    try {
      return this.#state();
    } catch {
      return this.#last;
    }
  }
}
