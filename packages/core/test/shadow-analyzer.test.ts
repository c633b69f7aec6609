import { describe, expect, it } from '@jest/globals';
import { analyzerSuite } from '../src/conformance/index.ts';
import { Failure, type MetricsSink, type SentimentAnalyzer, ShadowAnalyzer } from '../src/index.ts';
import { MemoryAnalyzer, MemoryMetrics } from '../src/memory/index.ts';
import { analyzerSubject } from './subjects.ts';

const GOOD = { text: 'good', language: 'en' };
const nextTurn = () => Promise.resolve();
/** Waits for all that is under way beside the answer. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

const failing: SentimentAnalyzer = { analyze: () => Promise.reject(new Failure('unavailable', 'it is down')) };
const throwing: SentimentAnalyzer = {
  analyze() {
    throw new TypeError('a bug');
  },
};

function shadowed(second: SentimentAnalyzer, metrics: MetricsSink = new MemoryMetrics()): ShadowAnalyzer {
  return new ShadowAnalyzer(new MemoryAnalyzer(), second, metrics, nextTurn);
}

describe('ShadowAnalyzer', () => {
  analyzerSuite({ describe, it }, async () => analyzerSubject(shadowed(new MemoryAnalyzer())));
  describe.each([
    ['is down', failing],
    ['throws', throwing],
  ])('beside an engine that %s', (_, second) => {
    analyzerSuite({ describe, it }, async () => analyzerSubject(shadowed(second)));
  });

  it('counts on which texts the two agree, and what each takes the others for', async () => {
    const metrics = new MemoryMetrics();
    const alwaysGood: SentimentAnalyzer = {
      analyze: (texts) =>
        new MemoryAnalyzer().analyze(texts.map(({ text }) => (text === 'odd' ? { text, language: 'fi' } : GOOD))),
    };
    const texts = [GOOD, GOOD, { text: 'bad' }, { text: 'odd' }, { text: 'hyvä', language: 'fi' }];
    await shadowed(alwaysGood, metrics).analyze(texts, 100);
    await settled();
    expect([...metrics.totals]).toHaveLength(5);
    expect([...metrics.totals.values()].sort()).toEqual([1, 1, 2, 2, 2]);
    expect([...metrics.totals.keys()].join()).toMatch(/ShadowConfusion.*NEGATIVE.*POSITIVE/s);
  });

  it('does not wait for the second engine', async () => {
    const never: SentimentAnalyzer = { analyze: () => new Promise(() => {}) };
    expect(await shadowed(never).analyze([GOOD], 100)).toMatchObject([{ analysis: { sentiment: 'POSITIVE' } }]);
  });

  it('leaves a second engine that does not answer alone after eight calls', async () => {
    let calls = 0;
    const stuck: SentimentAnalyzer = {
      analyze: () => {
        calls += 1;
        return new Promise(() => {});
      },
    };
    const analyzer = shadowed(stuck);
    for (let i = 0; i < 20; i += 1) await analyzer.analyze([GOOD], 100);
    await settled();
    expect(calls).toBe(8);
  });
});
