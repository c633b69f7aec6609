import { openEmbedded } from '@earshot/adapters-local';
import { batchLakeKey, dayOf, type FeedbackRecord, groupBy } from '@earshot/core';

/** What a test says of a record; the rest is as it mostly is. */
export type Given = Partial<Omit<FeedbackRecord, 'lakeKey'>> & Pick<FeedbackRecord, 'feedbackText'>;

const SCORES = {
  POSITIVE: { positive: 0.9, negative: 0.02, neutral: 0.05, mixed: 0.03 },
  NEGATIVE: { positive: 0.01, negative: 0.93, neutral: 0.04, mixed: 0.02 },
  NEUTRAL: { positive: 0.1, negative: 0.1, neutral: 0.75, mixed: 0.05 },
  MIXED: { positive: 0.2, negative: 0.2, neutral: 0.1, mixed: 0.5 },
  UNKNOWN: { positive: 0, negative: 0, neutral: 0, mixed: 0 },
};

/** Keeps records in store and lake of a data folder, as they are given. */
export async function keep(folder: string, given: readonly Given[]): Promise<void> {
  const embedded = await openEmbedded({ folder, language: 'en' });
  try {
    const days = groupBy(given.map(complete), ({ timestamp }) => dayOf(timestamp));
    for (const [day, records] of days) {
      const lakeKey = batchLakeKey(day, crypto.randomUUID());
      const kept = records.map((record) => ({ ...record, lakeKey }));
      await embedded.pipeline.lake.append(kept);
      await Promise.all(kept.map((record) => embedded.pipeline.store.put(record)));
    }
  } finally {
    await embedded.close();
  }
}

/** The same record several times, a minute apart. */
export function times(count: number, given: Given & Pick<FeedbackRecord, 'timestamp'>): Given[] {
  return Array.from({ length: count }, (_, index) => ({ ...given, timestamp: given.timestamp + 60 * index }));
}

function complete(given: Given): Omit<FeedbackRecord, 'lakeKey'> {
  const sentiment = given.sentiment ?? 'NEUTRAL';
  return {
    feedbackId: crypto.randomUUID(),
    timestamp: Math.floor(Date.now() / 1000),
    customerId: 'anonymous',
    sentiment,
    sentimentScores: SCORES[sentiment],
    language: 'en',
    analysis: { engine: 'earshot-linear', engineVersion: '1-test', chunks: 1, fallback: false },
    ...given,
  };
}
