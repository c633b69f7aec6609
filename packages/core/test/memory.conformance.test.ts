import { describe, it } from '@jest/globals';
import { analyzerSuite, lakeSuite, metricsSuite, storeSuite } from '../src/conformance/index.ts';
import { analyzerSubject, lakeSubject, metricsSubject, storeSubject } from './subjects.ts';

storeSuite({ describe, it }, async () => storeSubject());
lakeSuite({ describe, it }, async () => lakeSubject());
metricsSuite({ describe, it }, async () => metricsSubject());
analyzerSuite({ describe, it }, async () => analyzerSubject());
