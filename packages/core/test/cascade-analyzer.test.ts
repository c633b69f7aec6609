import { describe, expect, it } from '@jest/globals';
import { analyzerSuite } from '../src/conformance/index.ts';
import { CascadeAnalyzer, Failure, type Judgement, type SentimentAnalyzer, type Utterance } from '../src/index.ts';
import { MemoryAnalyzer } from '../src/memory/index.ts';
import { analyzerSubject } from './subjects.ts';

/** Judges as the memory analyzer does, under another name, and notes what it was asked. */
class DearAnalyzer implements SentimentAnalyzer {
  readonly asked: string[] = [];

  async analyze(texts: readonly Utterance[]): Promise<readonly Judgement[]> {
    this.asked.push(...texts.map(({ text }) => text));
    const judgements = await new MemoryAnalyzer().analyze(texts);
    return judgements.map((judgement) =>
      'failure' in judgement ? judgement : { analysis: { ...judgement.analysis, engine: 'dear' } },
    );
  }
}

const failing: SentimentAnalyzer = { analyze: () => Promise.reject(new Failure('unavailable', 'it is down')) };
const SURE = { text: 'good great love wonderful' };
const UNSURE = { text: 'good but bad' };

const engines = (judgements: readonly Judgement[]) =>
  judgements.map((judgement) => ('failure' in judgement ? judgement.failure.kind : judgement.analysis.engine));

describe('CascadeAnalyzer', () => {
  describe.each([
    ['sure', 0, new MemoryAnalyzer(), failing],
    ['never sure', 1.1, new MemoryAnalyzer(), new MemoryAnalyzer()],
    ['down', 0.5, failing, new MemoryAnalyzer()],
    ['unsure before one that is down', 1.1, new MemoryAnalyzer(), failing],
  ] as const)('over an engine that is %s', (_, threshold, first, second) => {
    const makeSubject = async () => analyzerSubject(new CascadeAnalyzer(first, second, threshold));
    if (second !== failing) analyzerSuite({ describe, it }, makeSubject);
    else
      it('judges what the first can judge', async () => {
        const { analyzer } = await makeSubject();
        expect(engines(await analyzer.analyze([SURE, UNSURE], 100))).toEqual(['memory', 'memory']);
      });
  });

  it('asks the second engine for nothing but what the first is unsure of or cannot judge', async () => {
    const dear = new DearAnalyzer();
    const analyzer = new CascadeAnalyzer(new MemoryAnalyzer(), dear, 0.7);
    const judgements = await analyzer.analyze([SURE, UNSURE, { text: 'hyvä', language: 'fi' }, SURE], 100);
    expect(engines(judgements)).toEqual(['memory', 'dear', 'unsupported', 'memory']);
    expect(dear.asked).toEqual(['good but bad', 'hyvä']);
  });

  it('does not ask the second engine at all when the first is sure of every text', async () => {
    const dear = new DearAnalyzer();
    await new CascadeAnalyzer(new MemoryAnalyzer(), dear, 0.7).analyze([SURE, SURE], 100);
    expect(dear.asked).toEqual([]);
  });
});
