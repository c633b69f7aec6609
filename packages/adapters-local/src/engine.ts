import { DetectingAnalyzer, type SentimentAnalyzer } from '@earshot/core';
import { lazyDetector } from './detect-language/detect-language.ts';
import { LinearSentimentAnalyzer } from './linear-sentiment-analyzer/linear-sentiment-analyzer.ts';
import { loadWeights, readWeights } from './linear-sentiment-analyzer/weights.ts';

export { lazyDetector, loadDetector } from './detect-language/detect-language.ts';
export { decodeWeights, weightsFolder } from './linear-sentiment-analyzer/weights.ts';

/** How the embedded engine chooses the language of texts that come without one. */
export interface EngineOptions {
  /** A BCP 47 tag to take, or `auto` (the default) to detect it. */
  readonly language?: string;
  /** A BCP 47 tag for texts that give the detection no reliable hint; `en` by default. */
  readonly defaultLanguage?: string;
  /** A file of weights to use for its language in place of the shipped ones. */
  readonly weights?: string;
}

/**
 * Loads the embedded engine: English, German, Spanish, French, Italian and Portuguese by trained weights, texts of any length; other
 * languages fail as `unsupported`. The tables of the detector, some 0.2 s, are loaded for `auto` only, with the first text that is not plainly English. It needs no chunking: a text of
 * 100,000 bytes takes it some 25 ms. Fails as `invalid` where a file of weights is damaged.
 */
export async function loadEngine(options: EngineOptions = {}): Promise<SentimentAnalyzer> {
  const { language = 'auto', defaultLanguage = 'en', weights } = options;
  const shipped = await loadWeights();
  const engine = new LinearSentimentAnalyzer(weights === undefined ? shipped : [...shipped, await readWeights(weights)]);
  if (language !== 'auto') return new DetectingAnalyzer(engine, undefined, language);
  return new DetectingAnalyzer(engine, lazyDetector(), defaultLanguage);
}
