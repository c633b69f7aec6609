import { Failure } from '../failure.ts';
import { likeliest } from '../likeliest.ts';
import type { Judgement, SentimentAnalyzer, Utterance } from '../ports/sentiment-analyzer.ts';

const GOOD = new Set(['excellent', 'friendly', 'good', 'great', 'love', 'wonderful']);
const BAD = new Set(['awful', 'bad', 'broken', 'hate', 'horrible', 'terrible']);

/** Judges English by a handful of words: enough for tests of what is built on the core, and for nothing else. */
export class MemoryAnalyzer implements SentimentAnalyzer {
  async analyze(texts: readonly Utterance[]): Promise<readonly Judgement[]> {
    return texts.map(judgement);
  }
}

function judgement({ text, language = 'en' }: Utterance): Judgement {
  if (language !== 'en') return { failure: new Failure('unsupported', `language: ${language} is not supported`), language };
  const words = text.toLowerCase().split(/\W+/);
  const weigh = (known: ReadonlySet<string>) => words.filter((word) => known.has(word)).length;
  const weights = { positive: weigh(GOOD), negative: weigh(BAD) };
  const total = weights.positive + weights.negative + Math.min(weights.positive, weights.negative) * 2 + 0.5;
  const scores = {
    positive: weights.positive / total,
    negative: weights.negative / total,
    neutral: 0.5 / total,
    mixed: (Math.min(weights.positive, weights.negative) * 2) / total,
  };
  const provenance = { engine: 'memory', engineVersion: '1', chunks: 1, fallback: false };
  return { analysis: { ...provenance, sentiment: likeliest(scores), scores, language } };
}
