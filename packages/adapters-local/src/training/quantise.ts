import type { FeatureSpace } from '../linear-sentiment-analyzer/features.ts';
import { SIGNALS } from '../linear-sentiment-analyzer/features.ts';
import { type Calibration, CLASSES, type Model } from '../linear-sentiment-analyzer/scoring.ts';
import type { Learned } from './optimiser.ts';
import { LABELS } from './rows.ts';

const K = LABELS.length;
const NEUTRAL = LABELS.indexOf('neutral');
/** For each class of a model the place of its label. */
const PLACES = CLASSES.map((name) => LABELS.indexOf(name));
/** Steps of an 8-bit number to either side. */
const STEPS = 127;

/** Calibration that leaves evidence as it is, and mixed to the class's own weights. */
export const UNCALIBRATED: Calibration = { sharpness: 1, mixed: [0, 1, 0] };

/** Learned weights as a model: relative to neutral, the table in bytes. */
export function quantise(learned: Learned, space: FeatureSpace, calibration: Calibration = UNCALIBRATED): Model {
  const table = relative(learned.table, space.buckets);
  const scales = CLASSES.map((_, k) => scaleOf(table, k));
  const bytes = Int8Array.from(table, (weight, i) => step(weight / (scales[i % CLASSES.length] ?? 1)));
  const signalWeights = [...relative(learned.signals, SIGNALS)];
  return { ...space, bias: [...relative(learned.bias, 1)], signalWeights, table: bytes, scales, calibration };
}

/** A model's weights, to learn on from. */
export function unquantised({ table, scales, signalWeights, bias, buckets }: Model): Learned {
  const scaled = Float32Array.from(table, (value, i) => value * (scales[i % CLASSES.length] ?? 0));
  return { table: absolute(scaled, buckets), signals: absolute(signalWeights, SIGNALS), bias: absolute(bias, 1) };
}

function relative(weights: Float32Array, count: number): Float32Array {
  const width = CLASSES.length;
  return Float32Array.from({ length: count * width }, (_, i) => {
    const at = Math.floor(i / width) * K;
    return (weights[at + (PLACES[i % width] ?? 0)] ?? 0) - (weights[at + NEUTRAL] ?? 0);
  });
}

function absolute(weights: ArrayLike<number>, count: number): Float32Array {
  const all = new Float32Array(count * K);
  for (let i = 0; i < count; i += 1)
    for (const [k, place] of PLACES.entries()) all[i * K + place] = weights[i * CLASSES.length + k] ?? 0;
  return all;
}

/** The largest weight of a class fills the byte. */
function scaleOf(table: Float32Array, k: number): number {
  let largest = 0;
  for (let i = k; i < table.length; i += CLASSES.length) largest = Math.max(largest, Math.abs(table[i] ?? 0));
  return largest === 0 ? 1 : largest / STEPS;
}

function step(steps: number): number {
  return Math.max(-STEPS, Math.min(STEPS, Math.round(steps)));
}
