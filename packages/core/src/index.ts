export {
  type AlertRule,
  type AlertStanding,
  type AlertTally,
  calmSeconds,
  DEFAULT_ALERT,
  evaluate,
  type Firing,
  parseAlertRule,
  parseAlertRules,
  windowOf,
} from './alerts/index.ts';
export { CascadeAnalyzer } from './analyzers/cascade-analyzer.ts';
export { ChunkingAnalyzer } from './analyzers/chunking-analyzer.ts';
export { DetectingAnalyzer, type DetectLanguage } from './analyzers/detecting-analyzer.ts';
export { FallbackAnalyzer } from './analyzers/fallback-analyzer.ts';
export { ShadowAnalyzer } from './analyzers/shadow-analyzer.ts';
export { splitText } from './analyzers/split-text.ts';
export { cursorAt, newestFirst, type Position, parseCursor } from './cursor.ts';
export { Damage, isDamage } from './damage.ts';
export { isDiskFull } from './disk-full.ts';
export {
  FAILURE_KINDS,
  Failure,
  type FailureDetails,
  type FailureKind,
  type Issue,
  invalid,
  isFailure,
  messageOf,
  toFailure,
} from './failure.ts';
export {
  ANONYMOUS,
  type Analysis,
  type FeedbackRecord,
  type Provenance,
  type Receipt,
  SENTIMENTS,
  type Sentiment,
  type SentimentScores,
} from './feedback.ts';
export { Fields } from './fields.ts';
export type { Clock, Ids } from './identity.ts';
export { type ImportEntry, type ImportOutcome, importFeedback } from './import-feedback.ts';
export { REQUEST_MS } from './judging.ts';
export { LAKE_COLUMNS, LAKE_DAY, type LakeStruct, type LakeType } from './lake-columns.ts';
export {
  batchLakeKey,
  COMPACTED_PREFIX,
  type Day,
  dayBounds,
  dayIn,
  dayOf,
  dayPrefix,
  isBatchKey,
  isDay,
  LAKE_PREFIX,
  lakeKeyOf,
  lakeLine,
} from './lake-layout.ts';
export { mergeLines, parseLines } from './lake-object.ts';
export { likeliest } from './likeliest.ts';
export { defined, groupBy, isObject, sortedEntries } from './objects.ts';
export type { Pipeline } from './pipeline.ts';
export type { FeedbackLake } from './ports/feedback-lake.ts';
export type { Claim, Claimed, FeedbackStore, ListQuery, Page, Stored } from './ports/feedback-store.ts';
export type { Dimensions, MetricName, MetricsSink } from './ports/metrics-sink.ts';
export type { Judgement, SentimentAnalyzer, Utterance } from './ports/sentiment-analyzer.ts';
export { type Reconciliation, reconcile } from './reconcile.ts';
export { parseRecord } from './record.ts';
export { isCountable, seriesKey } from './series.ts';
export { canonical, LIMITS, parseSubmission, type Submission, TEXT_REQUIRED } from './submission.ts';
export { submitFeedback } from './submit-feedback.ts';
export { utf8Length } from './text.ts';
export { TOKENS, type Token } from './tokens.ts';
