export { type AwsAdapterSettings, type AwsAdapters, awsAdapters } from './adapters.ts';
export { type AthenaCompacted, AthenaCompaction, type AthenaCompactionParts } from './athena-compaction/athena-compaction.ts';
export { type AthenaPlace, type AthenaSender, AthenaSql } from './athena-compaction/athena-sql.ts';
export {
  allFeedbackSql,
  checkSql,
  FIRST_DAY,
  insertSql,
  LAKE_TABLES,
  lackingSql,
  switchSql,
} from './athena-compaction/compaction-sql.ts';
export type { FolderLister } from './athena-compaction/lake-days.ts';
export { awsModule } from './aws-module.ts';
export { type AwsClients, type AwsSettings, awsClients, closeClients, compactionClients } from './clients.ts';
export { CloudWatchMetricsSink, type CloudWatchSender } from './cloudwatch-metrics-sink/cloudwatch-metrics-sink.ts';
export {
  COMPREHEND_MAX_BYTES,
  type ComprehendSender,
  ComprehendSentimentAnalyzer,
} from './comprehend-sentiment-analyzer/comprehend-sentiment-analyzer.ts';
export { DynamoDbFeedbackStore, type DynamoDbSender } from './dynamodb-feedback-store/dynamodb-feedback-store.ts';
export { FEEDBACK_TABLE } from './dynamodb-feedback-store/table.ts';
export { feedbackTableInput } from './dynamodb-feedback-store/table-input.ts';
export { LogMetricsSink } from './log-metrics-sink/log-metrics-sink.ts';
export { METRICS_NAMESPACE } from './metrics-namespace.ts';
export { type AwsResources, createResources, deleteResources } from './resources.ts';
export { S3FeedbackLake, type S3Sender } from './s3-feedback-lake/s3-feedback-lake.ts';
