import { type Judgement, likeliest, type SentimentAnalyzer, type SentimentScores, type Utterance } from '@earshot/core';
import Sentiment from 'sentiment';
import { SentimentIntensityAnalyzer } from 'vader-sentiment';
import wink from 'wink-sentiment';

/** A library of others as an analyzer: what it calls good is positive, what it calls bad negative, all else neutral. */
class BalanceAnalyzer implements SentimentAnalyzer {
  readonly #balanceOf: (text: string) => number;
  readonly #least: number;

  /** `least`: how far a balance must be from 0 to count. */
  constructor(balanceOf: (text: string) => number, least: number) {
    this.#balanceOf = balanceOf;
    this.#least = least;
  }

  async analyze(texts: readonly Utterance[]): Promise<readonly Judgement[]> {
    return texts.map(({ text }) => {
      const scores = this.#scoresOf(this.#balanceOf(text));
      const provenance = { engine: 'library', engineVersion: '0', chunks: 1, fallback: false };
      return { analysis: { ...provenance, sentiment: likeliest(scores), scores, language: 'en' } };
    });
  }

  #scoresOf(balance: number): SentimentScores {
    if (balance >= this.#least) return { positive: 1, negative: 0, neutral: 0, mixed: 0 };
    if (balance <= -this.#least) return { positive: 0, negative: 1, neutral: 0, mixed: 0 };
    return { positive: 0, negative: 0, neutral: 1, mixed: 0 };
  }
}

const afinn = new Sentiment();

/** The lexicon libraries that the engine is held against, with the thresholds that their authors give. */
export const LIBRARIES: ReadonlyMap<string, SentimentAnalyzer> = new Map([
  ['vader-sentiment', new BalanceAnalyzer((text) => SentimentIntensityAnalyzer.polarity_scores(text).compound, 0.05)],
  ['wink-sentiment', new BalanceAnalyzer((text) => wink(text).score, 0.5)],
  ['sentiment', new BalanceAnalyzer((text) => afinn.analyze(text).score, 0.5)],
]);
