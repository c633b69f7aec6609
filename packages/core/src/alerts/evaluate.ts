import type { AlertRule } from './alert-rule.ts';

/** Counts of feedback by sentiment, in the time and from the source that a rule looks at. */
export type AlertTally = Readonly<Record<string, number>>;

/** An alert that fires. */
export interface Firing {
  /** When it began, in whole seconds since 1970 UTC. */
  readonly since: number;
  /** Since when its rule has been true no more. */
  readonly calmSince?: number;
}

/** How a rule stands. */
export interface AlertStanding {
  readonly state: 'ok' | 'firing' | 'waiting';
  /** Share of negative, 0 to 1; 0 of none. */
  readonly share: number;
  /** Of how many. */
  readonly count: number;
  /** There when it fires. */
  readonly firing?: Firing;
}

/**
 * Tells how a rule stands at a second, from the counts that {@link windowOf} bounds and from how it stood. It fires as soon as it is
 * true, and ends once it has not been true for {@link calmSeconds} without a break, so that what swings around the limit is told once.
 * With fewer than its minimum a rule is not true, and `waiting` unless it fires.
 */
export function evaluate(rule: AlertRule, tally: AlertTally, now: number, before?: Firing): AlertStanding {
  const count = Object.values(tally).reduce((sum, records) => sum + records, 0);
  const negative = tally['NEGATIVE'] ?? 0;
  const share = count === 0 ? 0 : negative / count;
  const enough = count >= rule.minimum;
  // One division of whole numbers is rounded as the limit was when it was read, so that both are equal where they should be.
  const firing = firingAt(rule, enough && (100 * negative) / count > rule.percent, now, before);
  if (firing) return { state: 'firing', share, count, firing };
  return { state: enough ? 'ok' : 'waiting', share, count };
}

/** The seconds that a rule looks at when it is evaluated: the first, included, and the one after the last. */
export function windowOf({ seconds }: AlertRule, now: number): { readonly from: number; readonly to: number } {
  return { from: now + 1 - seconds, to: now + 1 };
}

/** How long a rule must not be true before its alert ends: a twelfth of the time it looks at, five minutes for an hour. */
export function calmSeconds({ seconds }: AlertRule): number {
  return seconds / 12;
}

function firingAt(rule: AlertRule, holds: boolean, now: number, before: Firing | undefined): Firing | undefined {
  if (holds) return { since: before?.since ?? now };
  if (!before) return undefined;
  const calmSince = before.calmSince ?? now;
  return now - calmSince >= calmSeconds(rule) ? undefined : { ...before, calmSince };
}
