export { ANALYZER_PROMISES, type AnalyzerSubject, analyzerSuite } from './analyzer-suite.ts';
export { type PortPromise, type Runner, type Subject, verifyOnce } from './contract.ts';
export type { LakeSubject } from './lake-subject.ts';
export { LAKE_PROMISES, lakeSuite } from './lake-suite.ts';
export { METRICS_PROMISES, type MetricsSubject, metricsSuite } from './metrics-suite.ts';
export { richRecord, sampleRecord } from './samples.ts';
export { STORE_PROMISES, type StoreSubject, storeSuite } from './store-suite.ts';
