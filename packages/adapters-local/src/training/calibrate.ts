import { type Calibration, calibrated, type Evidence } from '../linear-sentiment-analyzer/scoring.ts';
import type { Label } from './rows.ts';

/** Evidence for a text that the weights have not seen, and what it is. */
export interface Example {
  readonly evidence: Evidence;
  readonly label: Label;
  /** How much it counts. */
  readonly weight: number;
  /** The labels that its corpus knows: those it has no rows of, it says nothing about. */
  readonly known: readonly Label[];
}

/** Where the search begins, and what counts when there are no examples. */
const BEGIN = { sharpness: 1, mixed: [-1.5, 0.5, 0.5] } as const satisfies Calibration;
/** How far a number is moved in each round of the search. */
const STEPS = Array.from({ length: 12 }, (_, round) => 0.4 * 0.75 ** round);

/** Finds the calibration under which what is true is likeliest: each number in turn is moved up and down in steps that become smaller. */
export function calibrate(examples: readonly Example[]): Calibration {
  if (examples.length === 0) return BEGIN;
  let best: Found = found(examples, [BEGIN.sharpness, ...BEGIN.mixed]);
  const moves = STEPS.flatMap((step) => best.numbers.flatMap((_, at) => [step, -step].map((by) => ({ at, by }))));
  for (const { at, by } of moves) {
    const moved = found(examples, best.numbers.with(at, (best.numbers[at] ?? 0) + by));
    if (moved.surprise < best.surprise) best = moved;
  }
  return calibrationOf(best.numbers);
}

/** The numbers of a calibration, and how it does. */
interface Found {
  readonly numbers: readonly number[];
  readonly surprise: number;
}

function found(examples: readonly Example[], numbers: readonly number[]): Found {
  return { numbers, surprise: surprise(examples, calibrationOf(numbers)) };
}

function calibrationOf([sharpness = 1, ...mixed]: readonly number[]): Calibration {
  return { sharpness: Math.max(0.05, sharpness), mixed };
}

/** Mean of minus the logarithm of the score of what is true. */
function surprise(examples: readonly Example[], calibration: Calibration): number {
  let [sum, weights] = [0, 0];
  for (const { evidence, label, weight, known } of examples) {
    const scores = calibrated(evidence, calibration);
    let ofKnown = 0;
    for (const one of known) ofKnown += scores[one];
    sum -= weight * Math.log(Math.max(1e-9, scores[label] / ofKnown));
    weights += weight;
  }
  return sum / weights;
}
