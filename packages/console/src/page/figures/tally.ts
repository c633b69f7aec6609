import type { Sentiment } from '@earshot/core';

/** How many pieces of feedback there are of each sentiment. */
export type Tally = Readonly<Record<Sentiment, number>>;

/** Adds counts up by sentiment. */
export function tallyOf(rows: readonly { readonly sentiment?: string; readonly count: number }[]): Tally {
  const sum = (name: Sentiment) => rows.reduce((all, row) => (row.sentiment === name ? all + row.count : all), 0);
  return {
    POSITIVE: sum('POSITIVE'),
    NEGATIVE: sum('NEGATIVE'),
    NEUTRAL: sum('NEUTRAL'),
    MIXED: sum('MIXED'),
    UNKNOWN: sum('UNKNOWN'),
  };
}

/** All pieces of feedback. */
export function totalOf({ POSITIVE, NEGATIVE, NEUTRAL, MIXED, UNKNOWN }: Tally): number {
  return POSITIVE + NEGATIVE + NEUTRAL + MIXED + UNKNOWN;
}

/** Those that an engine could judge. */
export function judgedOf(tally: Tally): number {
  return totalOf(tally) - tally.UNKNOWN;
}

/** The share of negative in all of them, 0 to 1, as the named queries have it; nothing where there is none. */
export function negativeShare(tally: Tally): number | undefined {
  const total = totalOf(tally);
  return total === 0 ? undefined : tally.NEGATIVE / total;
}

/** Positive less negative, for each hundred that could be judged, as the named queries have it: −100 to 100; nothing where none could. */
export function netSentiment(tally: Tally): number | undefined {
  const judged = judgedOf(tally);
  return judged === 0 ? undefined : ((tally.POSITIVE - tally.NEGATIVE) / judged) * 100;
}
