import { changeText, countText, signedFractionText, signedText } from '../parts/words.ts';
import { judgedOf, negativeShare, netSentiment, type Tally, totalOf } from './tally.ts';

/** How a figure differs from the one before, and how sure that is. */
export interface Difference {
  /** `up` and `down` only where chance hardly explains it. */
  readonly direction: 'up' | 'down' | 'same' | 'unsure';
  readonly text: string;
}

/** The two stretches of time that are compared. */
export interface Pair {
  readonly now: Tally;
  readonly before: Tally;
}

/** Pieces of feedback from which a share says something. */
export const ENOUGH = 20;

/** Standard errors beyond which one difference in twenty would be chance. */
const SURE = 1.96;

/** How a number of pieces differs. */
export function countDifference(is: number, was: number): Difference {
  if (was === 0) return unsure(is === 0 ? 'none then either' : 'nothing then to compare with');
  const change = was < ENOUGH ? signedText(is - was) : changeText(is / was - 1);
  const told = `${change} (${countText(was)} then)`;
  return { direction: directionOf(is - was, Math.sqrt(is + was)), text: told };
}

/** How the share of negative differs, in points of a hundred. */
export function shareDifference({ now, before }: Pair): Difference {
  const [is, was] = [negativeShare(now), negativeShare(before)];
  if (is === undefined || was === undefined || !isEnough({ now, before })) return tooFew({ now, before });
  const all = (now.NEGATIVE + before.NEGATIVE) / (totalOf(now) + totalOf(before));
  const error = Math.sqrt(all * (1 - all) * (1 / totalOf(now) + 1 / totalOf(before)));
  return pointsDifference((is - was) * 100, error * 100);
}

/** How the net sentiment differs, in points. */
export function netDifference({ now, before }: Pair): Difference {
  const [is, was] = [netSentiment(now), netSentiment(before)];
  if (is === undefined || was === undefined || !isEnough({ now, before })) return tooFew({ now, before });
  return pointsDifference(is - was, Math.sqrt(netVariance(now) + netVariance(before)) * 100);
}

function pointsDifference(points: number, error: number): Difference {
  const direction = directionOf(points, error);
  const told = `${signedFractionText(points)} points`;
  return { direction, text: direction === 'unsure' ? `${told}, may be chance` : told };
}

function directionOf(difference: number, error: number): Difference['direction'] {
  if (difference === 0) return 'same';
  if (Math.abs(difference) < SURE * error) return 'unsure';
  return difference > 0 ? 'up' : 'down';
}

/** The variance of the mean of values that are 1, 0 or −1. */
function netVariance(tally: Tally): number {
  const judged = judgedOf(tally);
  const mean = (tally.POSITIVE - tally.NEGATIVE) / judged;
  return ((tally.POSITIVE + tally.NEGATIVE) / judged - mean ** 2) / judged;
}

function isEnough({ now, before }: Pair): boolean {
  return judgedOf(now) >= ENOUGH && judgedOf(before) >= ENOUGH;
}

function tooFew({ now, before }: Pair): Difference {
  if (judgedOf(before) === 0) return unsure('nothing then to compare with');
  return unsure(`too few to compare: ${countText(judgedOf(now))} now, ${countText(judgedOf(before))} then`);
}

function unsure(text: string): Difference {
  return { direction: 'unsure', text };
}
