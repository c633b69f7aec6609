export { MemoryAnalyzer } from './memory-analyzer.ts';
export { MemoryLake } from './memory-lake.ts';
export { MemoryMetrics } from './memory-metrics.ts';
export { MemoryStore } from './memory-store.ts';
