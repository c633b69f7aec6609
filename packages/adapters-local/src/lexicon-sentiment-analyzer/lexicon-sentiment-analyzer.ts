import { Failure, type Judgement, likeliest, type SentimentAnalyzer, type Utterance } from '@earshot/core';
import { scoresOf } from './scores.ts';

/** Under the version of the library that holds the lexicon. */
const ENGINE = { engine: 'vader-lexicon', engineVersion: '1.1.3', chunks: 1, fallback: false } as const;

/**
 * Judges English by the VADER lexicon: weights of 7,500 words, and rules for what negates and intensifies them. Texts of any length;
 * one without a language counts as English, another language fails as `unsupported`.
 */
export class LexiconSentimentAnalyzer implements SentimentAnalyzer {
  async analyze(texts: readonly Utterance[]): Promise<readonly Judgement[]> {
    return texts.map(judgement);
  }
}

function judgement({ text, language = 'en' }: Utterance): Judgement {
  if (!isEnglish(language)) {
    return {
      failure: new Failure('unsupported', `language: ${language} is not supported; this engine judges English`),
      language,
    };
  }
  const scores = scoresOf(text);
  return { analysis: { ...ENGINE, sentiment: likeliest(scores), scores, language } };
}

/** Whether the primary subtag is English, whatever the region: `en`, `en-GB`. */
function isEnglish(language: string): boolean {
  return /^en(?:-|$)/i.test(language);
}
