import { DetectingAnalyzer, type SentimentAnalyzer } from '@earshot/core';
import { loadDetector } from './detect-language/detect-language.ts';
import { LexiconSentimentAnalyzer } from './lexicon-sentiment-analyzer/lexicon-sentiment-analyzer.ts';

export { loadDetector } from './detect-language/detect-language.ts';

/** How the embedded engine chooses the language of texts that come without one. */
export interface EngineOptions {
  /** A BCP 47 tag to take, or `auto` (the default) to detect it. */
  readonly language?: string;
  /** A BCP 47 tag for texts that give the detection no reliable hint; `en` by default. */
  readonly defaultLanguage?: string;
}

/**
 * Loads the embedded engine: English by lexicon, texts of any length; other languages fail as `unsupported`. The tables of the
 * detector, some 0.2 s, are loaded for `auto` only. It needs no chunking: a text of 100,000 bytes takes it some 50 ms.
 */
export async function loadEngine({ language = 'auto', defaultLanguage = 'en' }: EngineOptions = {}): Promise<SentimentAnalyzer> {
  const lexicon = new LexiconSentimentAnalyzer();
  if (language !== 'auto') return new DetectingAnalyzer(lexicon, () => undefined, language);
  return new DetectingAnalyzer(lexicon, await loadDetector(), defaultLanguage);
}
