import type { FeedbackRecord } from './feedback.ts';
import type { Pipeline } from './pipeline.ts';
import type { Stored } from './ports/feedback-store.ts';

/**
 * Puts a record and counts it if it is new, so that each is counted at the attempt that stored it, also where that one then fails at
 * the lake and a repeat is what succeeds.
 */
export async function putCounted(
  { store, metrics }: Pick<Pipeline, 'store' | 'metrics'>,
  record: FeedbackRecord,
): Promise<Stored> {
  const stored = await store.put(record);
  if (stored.created) metrics.count('FeedbackProcessed', 1, { Sentiment: stored.record.sentiment });
  return stored;
}
