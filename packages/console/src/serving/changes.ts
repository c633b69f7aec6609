import type { Embedded } from '@earshot/adapters-local';

/** Is called when something has changed. */
export type Listener = () => void;

/** Milliseconds between two looks. */
const LOOK_EVERY = 1_000;

/**
 * Notices within a second that records were added, by this process or by another one that shares the data folder. It looks only while
 * somebody listens.
 */
export class Changes {
  readonly #store: Pick<Embedded['store'], 'counts'>;
  readonly #listeners = new Set<Listener>();
  #timer: NodeJS.Timeout | undefined;
  #last = '';

  constructor(store: Pick<Embedded['store'], 'counts'>) {
    this.#store = store;
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
    this.#last = this.#stateNow();
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
  #stateNow(): string {
    try {
      return JSON.stringify(this.#store.counts());
    } catch {
      return this.#last;
    }
  }
}
