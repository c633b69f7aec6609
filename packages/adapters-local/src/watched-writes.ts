import type { FeedbackLake, FeedbackStore } from '@earshot/core';

/** Passes writes on, and remembers whether any failed or is under way: then store and lake may differ until they are reconciled. */
export class WatchedWrites {
  readonly store: FeedbackStore;
  readonly lake: FeedbackLake;
  #someFailed = false;
  #underWay = 0;

  constructor(store: FeedbackStore, lake: FeedbackLake) {
    this.store = {
      claim: (claim) => store.claim(claim),
      put: (record) => this.#watch(store.put(record)),
      get: (feedbackId) => store.get(feedbackId),
      list: (query) => store.list(query),
    };
    this.lake = { append: (records) => this.#watch(lake.append(records)), read: (day) => lake.read(day) };
  }

  /** Whether something may stand in the one and not in the other. */
  get halfWritten(): boolean {
    return this.#someFailed || this.#underWay > 0;
  }

  async #watch<T>(write: Promise<T>): Promise<T> {
    this.#underWay += 1;
    try {
      return await write;
    } catch (error) {
      this.#someFailed = true;
      throw error;
    } finally {
      this.#underWay -= 1;
    }
  }
}
