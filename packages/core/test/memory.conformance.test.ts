import { describe, it } from '@jest/globals';
import { analyzerSuite, lakeSuite, metricsSuite, storeSuite } from '../src/conformance/index.ts';
import { analyzerSubject, lakeSubject, metricsSubject, storeSubject } from './subjects.ts';

describe('MemoryStore', () => storeSuite({ describe, it }, async () => storeSubject()));
describe('MemoryLake', () => lakeSuite({ describe, it }, async () => lakeSubject()));
describe('MemoryMetrics', () => metricsSuite({ describe, it }, async () => metricsSubject()));
describe('MemoryAnalyzer', () => analyzerSuite({ describe, it }, async () => analyzerSubject()));
