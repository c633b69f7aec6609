import type { FeedbackStore } from '@earshot/core';

/** What made a customer unhappy, the latest first; at most ten texts. */
export async function complaintsOf(store: FeedbackStore, customerId: string): Promise<string[]> {
  const { items } = await store.list({ customerId, sentiment: 'NEGATIVE', limit: 10 });
  return items.map(({ feedbackText }) => feedbackText);
}
