import type { AnalyzerSubject } from '../../src/conformance/index.ts';
import type { Analysis, Judgement, SentimentAnalyzer, Utterance } from '../../src/index.ts';
import { MemoryAnalyzer } from '../../src/memory/index.ts';
import { analyzerSubject } from '../subjects.ts';
import { counter, type Mutants } from './mutants.ts';

/** An analyzer that changes the texts it gets or the judgements it gives. */
function analyzer(
  analyze: (inner: SentimentAnalyzer, texts: readonly Utterance[]) => Promise<readonly Judgement[]>,
  maxBytes?: number,
): AnalyzerSubject {
  const inner = new MemoryAnalyzer();
  return analyzerSubject({ analyze: (texts) => analyze(inner, texts) }, maxBytes);
}

function changing(change: (analysis: Analysis, i: number, text: string) => Partial<Analysis>): AnalyzerSubject {
  return analyzer(async (inner, texts) => {
    const judgements = await inner.analyze(texts, 0);
    return judgements.map((judgement, i) =>
      'analysis' in judgement
        ? { analysis: { ...judgement.analysis, ...change(judgement.analysis, i, texts[i]?.text ?? '') } }
        : judgement,
    );
  });
}

function moody(): AnalyzerSubject {
  const nth = counter();
  return changing(() => ({ engineVersion: String(nth()) }));
}

const onlyFor = (condition: boolean, scores: Analysis['scores']) => (condition ? { scores } : {});
const HALVES = { positive: 0.5, negative: 0, neutral: 0, mixed: 0 };

export const ANALYZER_MUTANTS: Mutants<AnalyzerSubject> = {
  'no texts give no judgements': () =>
    analyzer((inner, texts) => inner.analyze(texts.length === 0 ? [{ text: 'good' }] : texts, 0)),
  'there is one judgement for each text, in their order': () =>
    analyzer(async (inner, texts) =>
      (await inner.analyze(texts, 0)).toSorted((a) => ('analysis' in a && a.analysis.sentiment === 'POSITIVE' ? -1 : 1)),
    ),
  'a text is judged the same alone and among others': () =>
    changing((_, i) => onlyFor(i === 1, { positive: 0.1, negative: 0.1, neutral: 0.7, mixed: 0.1 })),
  'asking again gives the same judgement': () => moody(),
  'clear praise is positive and a clear complaint negative': () => changing(() => ({ sentiment: 'NEUTRAL' })),
  'an analysis says which engine made it, in which version, and in how many pieces': () =>
    changing(() => ({ engineVersion: '' })),
  'an analysis carries the language that it was judged in': () => changing(() => ({ language: '' })),
  'the four scores are probabilities': () => changing(() => ({ scores: HALVES })),
  'the sentiment is the one with the highest score, and one of four': () => changing(() => ({ sentiment: 'UNKNOWN' })),
  'words such as constructor and __proto__ are only words': () =>
    changing((_, __, text) => onlyFor(text.includes('constructor'), { ...HALVES, mixed: Number.NaN })),
  'odd Unicode is judged with proper scores': () => changing((_, __, text) => onlyFor(text.includes('\u0000'), HALVES)),
  'a language that it cannot judge fails as unsupported, and fails alone': () =>
    analyzer((inner, texts) =>
      inner.analyze(
        texts.map(({ text }) => ({ text, language: 'en' })),
        0,
      ),
    ),
  'a text as long as it takes is judged, and a longer one fails as invalid, alone': () =>
    analyzer((inner, texts) => inner.analyze(texts, 0), 5000),
};
