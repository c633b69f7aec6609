import { clausesOf, type FeatureSpace, SIGNALS, signalsOf } from '../linear-sentiment-analyzer/features.ts';
import { LABELS, type LabelledRow } from './rows.ts';

/** Rows as numbers, one after the other in flat arrays. */
export interface Dataset {
  readonly size: number;
  /** Buckets of all rows: of each first the words', then the characters'. */
  readonly buckets: Uint32Array;
  /** Where a row's buckets begin; one more at the end. */
  readonly starts: Uint32Array;
  /** Where a row's characters begin. */
  readonly middles: Uint32Array;
  /** {@link SIGNALS} numbers a row. */
  readonly signals: Float32Array;
  /** Index of each row's label in {@link LABELS}. */
  readonly labels: Uint8Array;
}

/** Extracts the features of rows. */
export function datasetOf(rows: readonly LabelledRow[], space: FeatureSpace): Dataset {
  const buckets = new Growing();
  const starts = new Uint32Array(rows.length + 1);
  const middles = new Uint32Array(rows.length);
  const signals = new Float32Array(rows.length * SIGNALS);
  for (const [i, { text }] of rows.entries()) {
    const clauses = clausesOf(text, space);
    for (const { words } of clauses) buckets.push(words);
    middles[i] = buckets.length;
    for (const { characters } of clauses) buckets.push(characters);
    starts[i + 1] = buckets.length;
    signals.set(signalsOf(clauses), i * SIGNALS);
  }
  const labels = Uint8Array.from(rows, ({ label }) => LABELS.indexOf(label));
  return { size: rows.length, buckets: buckets.all(), starts, middles, signals, labels };
}

/** A typed array that grows as it is filled. */
class Growing {
  length = 0;
  #values = new Uint32Array(1 << 16);

  push(values: readonly number[]): void {
    if (this.length + values.length > this.#values.length) {
      const larger = new Uint32Array(2 * (this.length + values.length));
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values.set(values, this.length);
    this.length += values.length;
  }

  all(): Uint32Array {
    return this.#values.subarray(0, this.length);
  }
}
