import { Failure, type Judgement, likeliest, type SentimentAnalyzer, type Utterance } from '@earshot/core';
import { clausesOf } from './features.ts';
import { scoresOf } from './scoring.ts';
import type { Weights } from './weights.ts';

/**
 * Judges texts by trained weights: the hashed words and characters of a text, each with a weight for every sentiment. Texts of any
 * length, in a time that grows with it and not faster. A text in a language without weights fails as `unsupported`; one without a
 * language counts as English. The engine's version is that of the weights.
 */
export class LinearSentimentAnalyzer implements SentimentAnalyzer {
  readonly #weights: ReadonlyMap<string, Weights>;

  /** Of two weights for one language the later ones count. */
  constructor(weights: readonly Weights[]) {
    this.#weights = new Map(weights.map((one) => [one.language, one]));
  }

  /** ISO 639-1 codes of the languages that it judges, in alphabetical order. */
  get languages(): readonly string[] {
    return [...this.#weights.keys()].sort();
  }

  async analyze(texts: readonly Utterance[]): Promise<readonly Judgement[]> {
    return texts.map((utterance) => this.#judgement(utterance));
  }

  #judgement({ text, language = 'en' }: Utterance): Judgement {
    const weights = this.#weights.get(primary(language));
    if (weights === undefined) return this.#unsupported(language);
    const scores = scoresOf(clausesOf(text, weights.model), weights.model);
    const provenance = { engine: 'earshot-linear', engineVersion: weights.version, chunks: 1, fallback: false };
    return { analysis: { ...provenance, sentiment: likeliest(scores), scores, language } };
  }

  #unsupported(language: string): Judgement {
    const message = `language: ${language} is not supported; this engine judges ${this.languages.join(', ')}`;
    return { failure: new Failure('unsupported', message), language };
  }
}

/** The primary subtag, whatever script and region follow it: `en` of `en-GB`. */
function primary(language: string): string {
  return language.split('-', 1).join('').toLowerCase();
}
