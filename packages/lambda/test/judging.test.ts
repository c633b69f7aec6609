import type { Judgement, SentimentAnalyzer, Utterance } from '@earshot/core';
import { MemoryAnalyzer, MemoryMetrics } from '@earshot/core/memory';
import { describe, expect, it } from '@jest/globals';
import { judgingBy } from '../src/compose.ts';

const clock = { now: () => 0 };

const SCORES = { positive: 0.6, negative: 0.1, neutral: 0.2, mixed: 0.1 };

/** An engine of a name, sure to 0.6, and what it was asked. */
function engine(name: string) {
  const asked: string[] = [];
  const analyze = async (texts: readonly Utterance[]): Promise<readonly Judgement[]> => {
    asked.push(...texts.map(({ text }) => text));
    const judgements = await new MemoryAnalyzer().analyze(texts);
    return judgements.map((one) => ('analysis' in one ? { analysis: { ...one.analysis, engine: name, scores: SCORES } } : one));
  };
  return { asked, analyze } satisfies SentimentAnalyzer & { readonly asked: string[] };
}

/** Judges one text by both engines. */
async function judged(settings: { readonly cascade?: number; readonly shadow: boolean }) {
  const [comprehend, embedded, metrics] = [engine('comprehend'), engine('embedded'), new MemoryMetrics()];
  const [judgement] = await judgingBy(settings, { comprehend, embedded, metrics, clock }).analyze([{ text: 'good' }], 1_000);
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  return { judgement, comprehend: comprehend.asked.length, embedded: embedded.asked.length, metrics };
}

describe('the function judges', () => {
  it('by Comprehend alone, without settings', async () => {
    expect(await judged({ shadow: false })).toMatchObject({
      judgement: { analysis: { engine: 'comprehend' } },
      comprehend: 1,
      embedded: 0,
    });
  });

  it('by the embedded engine what it is sure enough of, with a cascade, and by Comprehend the rest', async () => {
    expect(await judged({ cascade: 0.6, shadow: false })).toMatchObject({
      judgement: { analysis: { engine: 'embedded' } },
      comprehend: 0,
      embedded: 1,
    });
    expect(await judged({ cascade: 0.61, shadow: false })).toMatchObject({ judgement: { analysis: { engine: 'comprehend' } } });
  });

  it('by Comprehend, with a shadow, and counts whether the embedded engine agrees', async () => {
    const { judgement, metrics } = await judged({ shadow: true });
    expect(judgement).toMatchObject({ analysis: { engine: 'comprehend', fallback: false } });
    expect([...metrics.totals.keys()].join()).toMatch(/ShadowAgreement.*true/);
  });
});
