import { resolve } from 'node:path';
import { type DetectLanguage, Failure, type Judgement, type SentimentAnalyzer, toFailure, type Utterance } from '@earshot/core';

type EngineDoor = typeof import('@earshot/adapters-local/engine');

/**
 * The embedded engine and its language detector, from a file beside the bundle that is loaded when something first needs them: a text
 * that is not plainly English, or one that Comprehend cannot judge. Most containers never do.
 */
export class EmbeddedEngine implements SentimentAnalyzer {
  readonly #weights: string | undefined;
  #engine: Promise<SentimentAnalyzer> | undefined;
  #detector: Promise<DetectLanguage> | undefined;

  /** `weights`: a file to use for its language in place of the shipped ones; a relative path is one beside the folder of those. */
  constructor(weights?: string) {
    this.#weights = weights;
  }

  async analyze(texts: readonly Utterance[], withinMs: number): Promise<readonly Judgement[]> {
    this.#engine ??= this.#load().then((door) => this.#engineOf(door));
    return (await this.#orForget(this.#engine)).analyze(texts, withinMs);
  }

  readonly detect: DetectLanguage = async (text) => {
    this.#detector ??= this.#load().then(({ lazyDetector }) => lazyDetector());
    return (await this.#orForget(this.#detector))(text);
  };

  async #engineOf({ loadEngine, weightsFolder }: EngineDoor): Promise<SentimentAnalyzer> {
    if (this.#weights === undefined) return loadEngine({ language: 'en' });
    try {
      return await loadEngine({ language: 'en', weights: resolve(weightsFolder(), '..', this.#weights) });
    } catch (error) {
      const { kind, message } = toFailure(error);
      throw new Failure(kind, `EARSHOT_WEIGHTS: ${message}`, { cause: error });
    }
  }

  #load(): Promise<EngineDoor> {
    return import('@earshot/adapters-local/engine');
  }

  /** What could not be loaded is tried anew the next time. */
  async #orForget<T>(loading: Promise<T>): Promise<T> {
    try {
      return await loading;
    } catch (error) {
      this.#engine = undefined;
      this.#detector = undefined;
      throw error;
    }
  }
}
