import type { SentimentScores } from '@earshot/core';
import { type Clause, type FeatureSpace, signalsOf } from './features.ts';

/** Order of the classes in tables of weights. Neutral is the reference: its own weights are zero. */
export const CLASSES = ['positive', 'negative', 'mixed'] as const;
const WIDTH = CLASSES.length;

/** How raw evidence becomes scores that can be read as probabilities. */
export interface Calibration {
  /** What evidence is multiplied with before it becomes shares of positive, negative and neutral. */
  readonly sharpness: number;
  /** Constant, weight of the class's own evidence, weight of the clauses', of the log odds of mixed. */
  readonly mixed: readonly number[];
}

/** All that the engine knows of a language. */
export interface Model extends FeatureSpace {
  /** One a class. */
  readonly bias: readonly number[];
  /** One a signal and class, signal by signal. */
  readonly signalWeights: readonly number[];
  /** One byte a bucket and class, bucket by bucket. */
  readonly table: Int8Array;
  /** What a step of the table is worth, one a class. */
  readonly scales: readonly number[];
  readonly calibration: Calibration;
}

/** What weights say before they are calibrated. */
export interface Evidence {
  /** Log odds against neutral, in the order of {@link CLASSES}. */
  readonly text: readonly number[];
  /** Log odds of mixed from the clauses: high where one is surely positive and another surely negative. */
  readonly contrast: number;
}

/** The four scores of a text: between 0 and 1, adding up to 1. */
export function scoresOf(clauses: readonly Clause[], model: Model): SentimentScores {
  return calibrated(evidenceOf(clauses, model), model.calibration);
}

/** Weighs a text as a whole, and each of its clauses by itself. */
export function evidenceOf(clauses: readonly Clause[], model: Model): Evidence {
  const all = emptySums();
  let [praise, complaint] = [0, 0];
  for (const clause of clauses) {
    const sums = sumsOf(clause, model);
    add(all, sums);
    if (clauses.length === 1 || sums.wordCount === 0) continue;
    const [positive, negative] = shares(weigh(sums, signalsOf([clause]), model));
    praise = Math.max(praise, positive);
    complaint = Math.max(complaint, negative);
  }
  const text = weigh(all, signalsOf(clauses), model);
  if (praise === 0) [praise, complaint] = shares(text);
  return { text, contrast: contrastOf(praise, complaint) };
}

/** Turns evidence into scores. */
export function calibrated({ text, contrast }: Evidence, { sharpness, mixed }: Calibration): SentimentScores {
  const [positive, negative] = shares([sharpness * (text[0] ?? 0), sharpness * (text[1] ?? 0)]);
  const inMixed = logistic((mixed[0] ?? 0) + (mixed[1] ?? 0) * mixedOdds(text) + (mixed[2] ?? 0) * contrast);
  const rest = 1 - inMixed;
  const neutral = Math.max(0, 1 - positive - negative);
  return { positive: rest * positive, negative: rest * negative, neutral: rest * neutral, mixed: inMixed };
}

/** Log odds of mixed against the other three. */
export function mixedOdds([positive = 0, negative = 0, mixed = 0]: readonly number[]): number {
  const top = Math.max(positive, negative, 0);
  return bounded(mixed - top - Math.log(Math.exp(positive - top) + Math.exp(negative - top) + Math.exp(-top)));
}

/** Sums of the steps of a clause's features, and how many features they are. */
interface Sums {
  readonly words: [number, number, number];
  readonly characters: [number, number, number];
  wordCount: number;
  characterCount: number;
}

function emptySums(): Sums {
  return { words: [0, 0, 0], characters: [0, 0, 0], wordCount: 0, characterCount: 0 };
}

function add(all: Sums, { words, characters, wordCount, characterCount }: Sums): void {
  for (let k = 0; k < WIDTH; k += 1) {
    all.words[k] = (all.words[k] ?? 0) + (words[k] ?? 0);
    all.characters[k] = (all.characters[k] ?? 0) + (characters[k] ?? 0);
  }
  all.wordCount += wordCount;
  all.characterCount += characterCount;
}

function sumsOf({ words, characters }: Clause, { table }: Model): Sums {
  return {
    words: sum(words, table),
    characters: sum(characters, table),
    wordCount: words.length,
    characterCount: characters.length,
  };
}

function sum(buckets: readonly number[], table: Int8Array): [number, number, number] {
  let positive = 0;
  let negative = 0;
  let mixed = 0;
  for (let i = 0; i < buckets.length; i += 1) {
    const at = (buckets[i] ?? 0) * WIDTH;
    positive += table[at] ?? 0;
    negative += table[at + 1] ?? 0;
    mixed += table[at + 2] ?? 0;
  }
  return [positive, negative, mixed];
}

/** Each block of features counts by the root of its size, so that long texts are not surer for being long. */
function weigh(sums: Sums, signals: readonly number[], { bias, signalWeights, scales }: Model): number[] {
  const words = 1 / Math.sqrt(Math.max(1, sums.wordCount));
  const characters = 1 / Math.sqrt(Math.max(1, sums.characterCount));
  const evidence = [0, 0, 0];
  for (let k = 0; k < WIDTH; k += 1) {
    let sum = bias[k] ?? 0;
    for (let i = 0; i < signals.length; i += 1) sum += (signals[i] ?? 0) * (signalWeights[i * WIDTH + k] ?? 0);
    evidence[k] = sum + ((sums.words[k] ?? 0) * words + (sums.characters[k] ?? 0) * characters) * (scales[k] ?? 0);
  }
  return evidence;
}

/** Shares of positive and negative beside neutral. */
function shares([positive = 0, negative = 0]: readonly number[]): readonly [number, number] {
  const top = Math.max(positive, negative, 0);
  const [up, down, flat] = [Math.exp(positive - top), Math.exp(negative - top), Math.exp(-top)];
  const all = up + down + flat;
  return [up / all, down / all];
}

function contrastOf(praise: number, complaint: number): number {
  const both = Math.sqrt(praise * complaint);
  return bounded(Math.log(both / (1 - both)));
}

/** Keeps log odds where they can be reckoned with. */
function bounded(odds: number): number {
  return Math.min(12, Math.max(-12, odds));
}

function logistic(odds: number): number {
  return 1 / (1 + Math.exp(-odds));
}
