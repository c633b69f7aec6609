import type { FeedbackRecord } from '@earshot/core';
import { sampleRecord } from '@earshot/core/conformance';

/** A record; each number gives another, the later the greater. */
export function record(number: number, changes: Partial<FeedbackRecord> = {}): FeedbackRecord {
  const feedbackId = `00000000-0000-4000-8000-${(number * 7919).toString(16).padStart(12, '0')}`;
  return sampleRecord({ feedbackId, timestamp: 1_795_600_000 + number, customerId: 'c-1', ...changes });
}
