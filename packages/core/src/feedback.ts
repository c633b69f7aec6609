/** What a text says of the customer's feeling; `UNKNOWN` only when no engine can judge its language. */
export type Sentiment = 'POSITIVE' | 'NEGATIVE' | 'NEUTRAL' | 'MIXED' | 'UNKNOWN';

/** Every sentiment that a record can carry. */
export const SENTIMENTS = ['POSITIVE', 'NEGATIVE', 'NEUTRAL', 'MIXED', 'UNKNOWN'] as const satisfies readonly Sentiment[];

/** Four probabilities that sum to 1 ± 0.01, or four zeros when the sentiment is `UNKNOWN`. */
export interface SentimentScores {
  readonly positive: number;
  readonly negative: number;
  readonly neutral: number;
  readonly mixed: number;
}

/** Where a sentiment comes from. */
export interface Provenance {
  readonly engine: string;
  readonly engineVersion: string;
  /** Number of pieces that the text was judged in; 0 when nothing judged it. */
  readonly chunks: number;
  /** True when the first choice of engine could not answer and another one did. */
  readonly fallback: boolean;
}

/** One judged text. */
export interface Analysis extends Provenance {
  readonly sentiment: Sentiment;
  readonly scores: SentimentScores;
  /** BCP 47 tag of the language that the text was judged in. */
  readonly language: string;
}

/** One piece of feedback as it lies in the store and in the lake, under the same names. */
export interface FeedbackRecord {
  /** UUID, derived from the idempotency key and the customer. */
  readonly feedbackId: string;
  /** Whole seconds since 1970 UTC, when the feedback was accepted. */
  readonly timestamp: number;
  readonly customerId: string;
  /** The text as accepted: well-formed Unicode, at most 100,000 bytes of UTF-8. */
  readonly feedbackText: string;
  readonly sentiment: Sentiment;
  readonly sentimentScores: SentimentScores;
  /** BCP 47 tag, given or detected. */
  readonly language: string;
  readonly analysis: Provenance;
  readonly source?: string;
  /** From 0 to 10. */
  readonly rating?: number;
  readonly metadata?: Readonly<Record<string, string>>;
  /** The lake object that holds this record, when it is not the record's own; kept by the store, not written to the lake. */
  readonly lakeKey?: string;
}

/** What whoever gave the feedback gets back. */
export interface Receipt {
  readonly feedbackId: string;
  readonly sentiment: Sentiment;
}

/** The customer that feedback without a customer belongs to. */
export const ANONYMOUS = 'anonymous';
