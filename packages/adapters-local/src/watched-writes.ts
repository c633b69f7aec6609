import type { FeedbackLake, FeedbackStore } from '@earshot/core';

/** Passes writes on, and remembers whether any failed: then store and lake may differ until they are reconciled. */
export class WatchedWrites {
  readonly store: FeedbackStore;
  readonly lake: FeedbackLake;
  #someFailed = false;

  constructor(store: FeedbackStore, lake: FeedbackLake) {
    this.store = {
      claim: (claim) => store.claim(claim),
      put: (record) => this.#watch(store.put(record)),
      get: (feedbackId) => store.get(feedbackId),
      list: (query) => store.list(query),
    };
    this.lake = { append: (records) => this.#watch(lake.append(records)), read: (day) => lake.read(day) };
  }

  get someFailed(): boolean {
    return this.#someFailed;
  }

  async #watch<T>(write: Promise<T>): Promise<T> {
    try {
      return await write;
    } catch (error) {
      this.#someFailed = true;
      throw error;
    }
  }
}
