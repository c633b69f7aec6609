export { loadDetector } from './detect-language/detect-language.ts';
export { type EngineOptions, loadEngine } from './engine.ts';
export { FileFeedbackLake } from './file-feedback-lake/file-feedback-lake.ts';
export { systemClock, uuidIds } from './ids.ts';
export { LexiconSentimentAnalyzer } from './lexicon-sentiment-analyzer/lexicon-sentiment-analyzer.ts';
export { type Embedded, type EmbeddedOptions, openEmbedded } from './open-embedded.ts';
export { PrometheusMetricsSink } from './prometheus-metrics-sink/prometheus-metrics-sink.ts';
export { openSqliteStore, SqliteFeedbackStore } from './sqlite-feedback-store/sqlite-feedback-store.ts';
