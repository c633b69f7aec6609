import type { SentimentScores } from '../feedback.ts';
import type { Judgement, SentimentAnalyzer, Utterance } from '../ports/sentiment-analyzer.ts';
import { asked } from './asking.ts';

/**
 * Asks a second, dearer analyzer only for the texts that the first is not sure of: those whose highest score is under the threshold,
 * and those that it cannot judge. Where the second cannot judge such a text, the first one's answer stands.
 */
export class CascadeAnalyzer implements SentimentAnalyzer {
  readonly #first: SentimentAnalyzer;
  readonly #second: SentimentAnalyzer;
  readonly #threshold: number;

  /** `threshold`: from 0 (the second judges only what the first cannot) to 1 (it judges nearly all). */
  constructor(first: SentimentAnalyzer, second: SentimentAnalyzer, threshold: number) {
    this.#first = first;
    this.#second = second;
    this.#threshold = threshold;
  }

  async analyze(texts: readonly Utterance[], withinMs: number): Promise<readonly Judgement[]> {
    const first = await asked(this.#first, texts, withinMs);
    const open = texts.flatMap((text, i) => (this.#isSure(first[i]) ? [] : [{ text, i }]));
    if (open.length === 0) return first;
    const second = await asked(
      this.#second,
      open.map(({ text }) => text),
      withinMs,
    );
    const answers = new Map(open.map(({ i }, at) => [i, second[at]]));
    return texts.flatMap((_, i) => better(first[i], answers.get(i)) ?? []);
  }

  #isSure(judgement: Judgement | undefined): boolean {
    return judgement !== undefined && 'analysis' in judgement && topScore(judgement.analysis.scores) >= this.#threshold;
  }
}

/** How sure scores are of the sentiment that they name: the highest of them. */
function topScore({ positive, negative, neutral, mixed }: SentimentScores): number {
  return Math.max(positive, negative, neutral, mixed);
}

/** The second one's judgement where there is one; of two failures the second one's, as it had the last word. */
function better(first: Judgement | undefined, second: Judgement | undefined): Judgement | undefined {
  if (second === undefined || ('failure' in second && first !== undefined && 'analysis' in first)) return first;
  return second;
}
