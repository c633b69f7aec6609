import type { Clock, Ids } from './identity.ts';
import type { FeedbackLake } from './ports/feedback-lake.ts';
import type { FeedbackStore } from './ports/feedback-store.ts';
import type { MetricsSink } from './ports/metrics-sink.ts';
import type { SentimentAnalyzer } from './ports/sentiment-analyzer.ts';

/** Names a dependency for a container and says its type; a container such as inversify takes it as its service identifier. */
export type Token<T> = symbol | (new (...args: unknown[]) => T);

/** The names under which modules bind adapters, and a composition asks for them. */
export const TOKENS: {
  readonly analyzer: Token<SentimentAnalyzer>;
  readonly store: Token<FeedbackStore>;
  readonly lake: Token<FeedbackLake>;
  readonly metrics: Token<MetricsSink>;
  readonly clock: Token<Clock>;
  readonly ids: Token<Ids>;
} = {
  analyzer: Symbol.for('earshot.SentimentAnalyzer'),
  store: Symbol.for('earshot.FeedbackStore'),
  lake: Symbol.for('earshot.FeedbackLake'),
  metrics: Symbol.for('earshot.MetricsSink'),
  clock: Symbol.for('earshot.Clock'),
  ids: Symbol.for('earshot.Ids'),
};
