import { type Calibration, calibrated, type Evidence } from '../linear-sentiment-analyzer/scoring.ts';
import type { Label } from './rows.ts';

/** Evidence for a text that the weights have not seen, and what it is. */
export interface Example {
  readonly evidence: Evidence;
  readonly label: Label;
  /** How much it counts. */
  readonly weight: number;
  /** Whether its corpus has rows that are mixed; those of others say nothing of it. */
  readonly knowsMixed: boolean;
}

/** Choices of each of the numbers, around which finer ones are tried. */
const BEGIN = { sharpness: 1, shift: [0, 0], mixed: [-1.5, 0.5, 0.5] } as const satisfies Calibration;
const ROUNDS = 12;
const FIRST_STEP = 0.4;

/**
 * Finds the calibration under which what is true is likeliest: each number in turn is moved up and down in steps that become smaller.
 */
export function calibrate(examples: readonly Example[]): Calibration {
  if (examples.length === 0) return BEGIN;
  const numbers: number[] = [BEGIN.sharpness, ...BEGIN.shift, ...BEGIN.mixed];
  let best = surprise(examples, calibrationOf(numbers));
  for (let round = 0, step = FIRST_STEP; round < ROUNDS; round += 1, step *= 0.75)
    for (const i of numbers.keys())
      for (const move of [step, -step]) {
        const moved = numbers.with(i, (numbers[i] ?? 0) + move);
        const found = surprise(examples, calibrationOf(moved));
        if (found >= best) continue;
        best = found;
        numbers[i] = moved[i] ?? 0;
      }
  return calibrationOf(numbers);
}

function calibrationOf([sharpness = 1, up = 0, down = 0, ...mixed]: readonly number[]): Calibration {
  return { sharpness: Math.max(0.05, sharpness), shift: [up, down], mixed };
}

/** Mean of minus the logarithm of the score of what is true. */
function surprise(examples: readonly Example[], calibration: Calibration): number {
  let [sum, weights] = [0, 0];
  for (const { evidence, label, weight, knowsMixed } of examples) {
    const scores = calibrated(evidence, calibration);
    const share = knowsMixed ? scores[label] : scores[label] / (1 - scores.mixed);
    sum -= weight * Math.log(Math.max(1e-9, share));
    weights += weight;
  }
  return sum / weights;
}
