import type { EngineOptions } from '@earshot/adapters-local/engine';
import type { DetectLanguage, Judgement, SentimentAnalyzer, Utterance } from '@earshot/core';

type EngineDoor = typeof import('@earshot/adapters-local/engine');

/**
 * The embedded engine and its language detector, from a file beside the bundle that is loaded when something first needs them: a text
 * that is not plainly English, or one that Comprehend cannot judge. Most containers never do.
 */
export class EmbeddedEngine implements SentimentAnalyzer {
  readonly #options: EngineOptions;
  #engine: Promise<SentimentAnalyzer> | undefined;
  #detector: Promise<DetectLanguage> | undefined;

  /** `weights`: a file to use for its language in place of the shipped ones. */
  constructor(weights?: string) {
    this.#options = { language: 'en', ...(weights !== undefined && { weights }) };
  }

  async analyze(texts: readonly Utterance[], withinMs: number): Promise<readonly Judgement[]> {
    this.#engine ??= this.#load().then(({ loadEngine }) => loadEngine(this.#options));
    return (await this.#orForget(this.#engine)).analyze(texts, withinMs);
  }

  readonly detect: DetectLanguage = async (text) => {
    this.#detector ??= this.#load().then(({ lazyDetector }) => lazyDetector());
    return (await this.#orForget(this.#detector))(text);
  };

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
