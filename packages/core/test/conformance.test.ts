import { describe, expect, it } from '@jest/globals';
import {
  ANALYZER_PROMISES,
  LAKE_PROMISES,
  METRICS_PROMISES,
  type PortPromise,
  STORE_PROMISES,
  type Subject,
  verifyOnce,
} from '../src/conformance/index.ts';
import { ANALYZER_MUTANTS } from './mutants/analyzer-mutants.ts';
import { LAKE_MUTANTS } from './mutants/lake-mutants.ts';
import { METRICS_MUTANTS } from './mutants/metrics-mutants.ts';
import type { Mutants } from './mutants/mutants.ts';
import { STORE_MUTANTS } from './mutants/store-mutants.ts';
import { metricsSubject } from './subjects.ts';

describe('the conformance kit', () => {
  catches('FeedbackStore', STORE_PROMISES, STORE_MUTANTS);
  catches('FeedbackLake', LAKE_PROMISES, LAKE_MUTANTS);
  catches('MetricsSink', METRICS_PROMISES, METRICS_MUTANTS);
  catches('SentimentAnalyzer', ANALYZER_PROMISES, ANALYZER_MUTANTS);

  it('says which number was got that is none', async () => {
    const [promise] = METRICS_PROMISES;
    const subject = { ...metricsSubject(), total: async () => Number.NaN };
    await expect(promise && verifyOnce(promise, async () => subject)).rejects.toThrow('got "the number NaN"');
  });

  it('names each promise once', () => {
    const names = [STORE_PROMISES, LAKE_PROMISES, METRICS_PROMISES, ANALYZER_PROMISES].flat().map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThanOrEqual(40);
  });
});

/** One test for each promise: an adapter that breaks it is caught. */
function catches<S extends Subject>(port: string, promises: readonly PortPromise<S>[], mutants: Mutants<S>): void {
  describe(`catches the ${port} that breaks`, () => {
    for (const promise of promises) {
      it(promise.name, async () => {
        const mutant = mutants[promise.name];
        if (mutant === undefined) throw new Error(`no mutant breaks "${promise.name}": add one to mutants/`);
        await expect(verifyOnce(promise, async () => mutant())).rejects.toThrow();
      });
    }
    it('no promise that is gone', () => {
      expect(Object.keys(mutants).filter((name) => !promises.some((promise) => promise.name === name))).toEqual([]);
    });
  });
}
