import { SIGNALS } from '../linear-sentiment-analyzer/features.ts';
import type { Dataset } from './dataset.ts';
import { randomFrom, shuffle } from './random.ts';
import { LABELS } from './rows.ts';

const K = LABELS.length;
/** Keeps divisions from those by zero. */
const TINY = 1e-30;

/** Weights while they are learned: {@link LABELS} numbers for each bucket, signal and the bias. */
export interface Learned {
  readonly table: Float32Array;
  readonly signals: Float32Array;
  readonly bias: Float32Array;
}

/** How rows pull on the weights. */
export interface Pull {
  /** How much each row counts. */
  readonly rowWeights: Float32Array;
  /** For each row the labels that its corpus knows, a bit each: what a corpus has no rows of, it says nothing against. */
  readonly known: Uint8Array;
}

/** How weights are learned. */
export interface Descent {
  readonly seed: number;
  readonly epochs: number;
  readonly rate: number;
  /** Share that the table loses towards where it began after each epoch; signals and bias, which are few, keep all. */
  readonly decay: number;
}

/** Weights that say nothing. */
export function blank(buckets: number): Learned {
  return { table: new Float32Array(buckets * K), signals: new Float32Array(SIGNALS * K), bias: new Float32Array(K) };
}

/**
 * Multinomial logistic regression by AdaGrad, one row after the other in an order that follows from the seed. Begins at `start`, and
 * gives new weights.
 */
export function descend(data: Dataset, pull: Pull, start: Learned, { seed, epochs, rate, decay }: Descent): Learned {
  const descent = new AdaGrad(start, rate);
  const order = Uint32Array.from({ length: data.size }, (_, i) => i);
  const random = randomFrom(seed);
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    shuffle(order, random);
    for (const row of order) descent.step(data, pull, row);
    descent.decay(start, decay);
  }
  return descent.learned;
}

/** Keeps the weights, and for each the sum of the squares of what pulled on it. */
class AdaGrad {
  readonly learned: Learned;
  readonly #squares: Learned;
  readonly #rate: number;
  readonly #gradient = new Float64Array(K);

  constructor(start: Learned, rate: number) {
    this.learned = { table: start.table.slice(), signals: start.signals.slice(), bias: start.bias.slice() };
    this.#squares = blank(start.table.length / K);
    this.#rate = rate;
  }

  step(data: Dataset, { rowWeights, known }: Pull, row: number): void {
    const [start, middle, end] = [data.starts[row] ?? 0, data.middles[row] ?? 0, data.starts[row + 1] ?? 0];
    const words = 1 / Math.sqrt(Math.max(1, middle - start));
    const characters = 1 / Math.sqrt(Math.max(1, end - middle));
    this.#evidence(data, row, words, characters);
    this.#toGradient(data.labels[row] ?? 0, known[row] ?? 0, rowWeights[row] ?? 0);
    this.#pullTable(data.buckets, start, middle, words);
    this.#pullTable(data.buckets, middle, end, characters);
    for (let i = 0; i < SIGNALS; i += 1)
      this.#pullAt(this.learned.signals, this.#squares.signals, i * K, data.signals[row * SIGNALS + i] ?? 0);
    this.#pullAt(this.learned.bias, this.#squares.bias, 0, 1);
  }

  decay(start: Learned, share: number): void {
    const [table, towards] = [this.learned.table, start.table];
    for (let i = 0; i < table.length; i += 1) table[i] = (table[i] ?? 0) * (1 - share) + (towards[i] ?? 0) * share;
  }

  #evidence(data: Dataset, row: number, words: number, characters: number): void {
    const [start, middle, end] = [data.starts[row] ?? 0, data.middles[row] ?? 0, data.starts[row + 1] ?? 0];
    const { table, signals, bias } = this.learned;
    const sums = this.#gradient;
    for (let k = 0; k < K; k += 1) sums[k] = bias[k] ?? 0;
    addUp(sums, table, data.buckets, start, middle, words);
    addUp(sums, table, data.buckets, middle, end, characters);
    for (let i = 0; i < SIGNALS; i += 1) {
      const signal = data.signals[row * SIGNALS + i] ?? 0;
      for (let k = 0; k < K; k += 1) sums[k] = (sums[k] ?? 0) + signal * (signals[i * K + k] ?? 0);
    }
  }

  /** From evidence to what each class is off by, times the row's weight, in place. */
  #toGradient(label: number, known: number, weight: number): void {
    const sums = this.#gradient;
    const top = largest(sums);
    let total = 0;
    for (let k = 0; k < K; k += 1) {
      sums[k] = known & (1 << k) ? Math.exp((sums[k] ?? 0) - top) : 0;
      total += sums[k] ?? 0;
    }
    for (let k = 0; k < K; k += 1) sums[k] = weight * ((sums[k] ?? 0) / Math.max(total, TINY) - (k === label ? 1 : 0));
  }

  #pullTable(buckets: Uint32Array, from: number, to: number, value: number): void {
    for (let i = from; i < to; i += 1) this.#pullAt(this.learned.table, this.#squares.table, (buckets[i] ?? 0) * K, value);
  }

  #pullAt(weights: Float32Array, squares: Float32Array, at: number, value: number): void {
    if (value === 0) return;
    for (let k = 0; k < K; k += 1) {
      const pull = (this.#gradient[k] ?? 0) * value;
      if (pull === 0) continue;
      const square = (squares[at + k] ?? 0) + pull * pull;
      squares[at + k] = square;
      weights[at + k] = (weights[at + k] ?? 0) - (this.#rate * pull) / Math.sqrt(square + 1e-6);
    }
  }
}

function largest(sums: Float64Array): number {
  let top = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < K; k += 1) top = Math.max(top, sums[k] ?? 0);
  return top;
}

function addUp(sums: Float64Array, table: Float32Array, buckets: Uint32Array, from: number, to: number, value: number): void {
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let i = from; i < to; i += 1) {
    const at = (buckets[i] ?? 0) * K;
    a += table[at] ?? 0;
    b += table[at + 1] ?? 0;
    c += table[at + 2] ?? 0;
    d += table[at + 3] ?? 0;
  }
  for (const [k, sum] of [a, b, c, d].entries()) sums[k] = (sums[k] ?? 0) + sum * value;
}
