import type { FeedbackRecord } from '../feedback.ts';

/** 2026-03-01T12:00:00Z, in seconds. */
export const NOON = 1_772_366_400;

/** An id that no other run has used. */
export function freshId(): string {
  const hex = (digits: number) => Array.from({ length: digits }, () => Math.floor(Math.random() * 16).toString(16)).join('');
  return `${hex(8)}-${hex(4)}-8${hex(3)}-a${hex(3)}-${hex(12)}`;
}

/** A record with a fresh id. */
export function sampleRecord(changes: Partial<FeedbackRecord> = {}): FeedbackRecord {
  return {
    feedbackId: freshId(),
    timestamp: NOON,
    customerId: 'customer-1',
    feedbackText: 'The courier was friendly, thank you.',
    sentiment: 'POSITIVE',
    sentimentScores: { positive: 0.9, negative: 0.02, neutral: 0.07, mixed: 0.01 },
    language: 'en',
    analysis: { engine: 'sample', engineVersion: '1', chunks: 1, fallback: false },
    ...changes,
  };
}

/** A record that uses every optional field, with texts that are hard to keep. */
export function richRecord(changes: Partial<FeedbackRecord> = {}): FeedbackRecord {
  return sampleRecord({
    feedbackText: 'Zeile 1\r\nline\u20282 "quoted" \\ back\tslash 👩‍👩‍👧 ‮abc‬ 𝄞 \u0000 {"__proto__":1} -- \'; DROP',
    sentimentScores: { positive: 0.1 + 0.2, negative: 1e-7, neutral: 0.69999985, mixed: 0 },
    source: 'survey/2026 «été»',
    rating: 7.5,
    metadata: { constructor: 'a word', toString: '', 'order no.': 'A–17', zero: '0' },
    ...changes,
  });
}
