import type { Sentiment, SentimentScores } from './feedback.ts';

/** The sentiment with the highest score. */
export function likeliest({ positive, negative, neutral, mixed }: SentimentScores): Sentiment {
  const top = Math.max(positive, negative, neutral, mixed);
  if (top === negative) return 'NEGATIVE';
  if (top === positive) return 'POSITIVE';
  return top === neutral ? 'NEUTRAL' : 'MIXED';
}
