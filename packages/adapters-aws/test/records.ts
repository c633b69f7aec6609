import type { FeedbackRecord } from '@earshot/core';

/** A record; each number gives another. */
export function record(number: number, changes: Partial<FeedbackRecord> = {}): FeedbackRecord {
  return {
    feedbackId: `00000000-0000-4000-8000-${(number * 7919).toString(16).padStart(12, '0')}`,
    timestamp: 1_795_600_000 + number,
    customerId: 'c-1',
    feedbackText: 'The courier was friendly.',
    sentiment: 'POSITIVE',
    sentimentScores: { positive: 0.9, negative: 0.05, neutral: 0.05, mixed: 0 },
    language: 'en',
    analysis: { engine: 'comprehend', engineVersion: '2017-11-27', chunks: 1, fallback: false },
    ...changes,
  };
}
