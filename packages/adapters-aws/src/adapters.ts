import { ChunkingAnalyzer, type FeedbackLake, type FeedbackStore, type SentimentAnalyzer } from '@earshot/core';
import type { AwsClients } from './clients.ts';
import { CloudWatchMetricsSink } from './cloudwatch-metrics-sink/cloudwatch-metrics-sink.ts';
import {
  COMPREHEND_MAX_BYTES,
  ComprehendSentimentAnalyzer,
} from './comprehend-sentiment-analyzer/comprehend-sentiment-analyzer.ts';
import { DynamoDbFeedbackStore } from './dynamodb-feedback-store/dynamodb-feedback-store.ts';
import { S3FeedbackLake } from './s3-feedback-lake/s3-feedback-lake.ts';

/** Which table and bucket the adapters use. */
export interface AwsAdapterSettings {
  readonly table: string;
  readonly bucket: string;
  /** Bytes of UTF-8 that a text is cut into for Comprehend; at most, and by default, what it takes. */
  readonly chunkBytes?: number;
}

/** The four ports on AWS. */
export interface AwsAdapters {
  /** Takes texts of any length; languages that Comprehend cannot judge fail as `unsupported`. */
  readonly analyzer: SentimentAnalyzer;
  readonly store: FeedbackStore;
  readonly lake: FeedbackLake;
  readonly metrics: CloudWatchMetricsSink;
}

/** Puts the adapters together, for whoever has no container. */
export function awsAdapters(
  clients: AwsClients,
  { table, bucket, chunkBytes = COMPREHEND_MAX_BYTES }: AwsAdapterSettings,
): AwsAdapters {
  return {
    analyzer: new ChunkingAnalyzer(new ComprehendSentimentAnalyzer(clients.comprehend), chunkBytes),
    store: new DynamoDbFeedbackStore(clients.dynamodb, table),
    lake: new S3FeedbackLake(clients.s3, bucket),
    metrics: new CloudWatchMetricsSink(clients.cloudwatch),
  };
}
