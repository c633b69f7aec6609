import type { AnalyzerSubject, LakeSubject, MetricsSubject, StoreSubject } from '../src/conformance/index.ts';
import type { FeedbackStore, SentimentAnalyzer } from '../src/index.ts';
import { seriesKey } from '../src/index.ts';
import { MemoryAnalyzer, MemoryLake, MemoryMetrics, MemoryStore } from '../src/memory/index.ts';

const dispose = async () => {};

export function storeSubject(store: FeedbackStore = new MemoryStore()): StoreSubject {
  return { store, reopen: async () => store, dispose };
}

export function lakeSubject(lake: MemoryLake = new MemoryLake()): LakeSubject {
  const write = async (key: string, text: string) => void lake.objects.set(key, text);
  return { lake, objects: async () => lake.objects, write, reopen: async () => lake, dispose };
}

export function metricsSubject(metrics: MemoryMetrics = new MemoryMetrics()): MetricsSubject {
  return { metrics, total: async (name, dimensions) => metrics.totals.get(seriesKey(name, dimensions)) ?? 0, dispose };
}

export function analyzerSubject(analyzer: SentimentAnalyzer = new MemoryAnalyzer(), maxBytes = 100_000): AnalyzerSubject {
  return { analyzer, maxBytes, unsupportedLanguage: 'de', dispose };
}
