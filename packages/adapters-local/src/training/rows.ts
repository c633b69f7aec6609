/** The labels that rows carry, in the order of tables and confusion matrices. */
export const LABELS = ['positive', 'negative', 'neutral', 'mixed'] as const;

/** One of the four sentiments, as scores are named. */
export type Label = (typeof LABELS)[number];

/** A text whose sentiment is known. */
export interface LabelledRow {
  readonly text: string;
  readonly label: Label;
  /** Where the row comes from: rows of one corpus know the same labels, and weigh together. */
  readonly corpus: string;
}
