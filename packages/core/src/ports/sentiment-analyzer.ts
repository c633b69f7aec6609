import type { Failure } from '../failure.ts';
import type { Analysis } from '../feedback.ts';

/** One text to judge. */
export interface Utterance {
  /** Well-formed Unicode, not blank. */
  readonly text: string;
  /** BCP 47 tag; where it is absent the analyzer decides. */
  readonly language?: string;
}

/** What became of one text. */
export type Judgement =
  | { readonly analysis: Analysis }
  /** With the language that the text turned out to be in, where the analyzer knows it. */
  | { readonly failure: Failure; readonly language?: string };

/**
 * Judges the sentiment of texts. Has no side effects: the same call may be repeated freely.
 *
 * - The answer has one judgement for every text, in their order; no text influences another's judgement.
 * - A text that cannot be judged fails alone: `unsupported` (its language), `invalid` (this analyzer cannot take it, say by
 *   length), `throttled`, `unavailable`, `denied`, `internal`.
 * - Scores are between 0 and 1 and sum to 1 ± 0.01. The sentiment is never `UNKNOWN`: that is the caller's word for `unsupported`.
 * - It answers within the given time (milliseconds), retries included, or fails as `unavailable`.
 */
export interface SentimentAnalyzer {
  analyze(texts: readonly Utterance[], withinMs: number): Promise<readonly Judgement[]>;
}
