import type { Clock, Ids } from './identity.ts';
import type { FeedbackLake } from './ports/feedback-lake.ts';
import type { FeedbackStore } from './ports/feedback-store.ts';
import type { MetricsSink } from './ports/metrics-sink.ts';
import type { SentimentAnalyzer } from './ports/sentiment-analyzer.ts';

/** What the use cases work with: the four ports, and time and ids from outside. */
export interface Pipeline {
  readonly analyzer: SentimentAnalyzer;
  readonly store: FeedbackStore;
  readonly lake: FeedbackLake;
  readonly metrics: MetricsSink;
  readonly clock: Clock;
  readonly ids: Ids;
}
