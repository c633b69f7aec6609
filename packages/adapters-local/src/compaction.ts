export { LakeCompaction } from './file-feedback-lake/lake-compaction.ts';
export type { CompactionStep, WriteParquet } from './file-feedback-lake/parquet-of-day.ts';
