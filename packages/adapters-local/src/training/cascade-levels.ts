import { type Judged, topLabel } from './evaluate.ts';

/** What a cascade does when the dearer engine is asked for texts whose top score is under a threshold. */
export interface CascadeLevel {
  /** 0 to 1. */
  readonly threshold: number;
  /** Share of texts for which the dearer engine need not be asked, 0 to 1. */
  readonly saved: number;
  /** Share of all texts whose answer is what the dearer engine would say, 0 to 1. */
  readonly agreement: number;
}

const THRESHOLDS = [0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95] as const;

/** The cascade at several thresholds, over rows whose labels are what the dearer engine says of them. */
export function cascadeLevels(judged: readonly Judged[]): readonly CascadeLevel[] {
  return THRESHOLDS.map((threshold) => {
    const kept = judged.filter(({ scores }) => scores[topLabel(scores)] >= threshold);
    const wrong = kept.filter(({ scores, label }) => topLabel(scores) !== label).length;
    const all = Math.max(1, judged.length);
    return { threshold, saved: kept.length / all, agreement: 1 - wrong / all };
  });
}

/** The levels of a cascade as lines for a terminal. */
export function formatCascade(levels: readonly CascadeLevel[]): string {
  const line = (cells: readonly string[]) => cells.map((cell) => cell.padStart(14)).join('');
  const rows = levels.map(({ threshold, saved, agreement }) => line([threshold.toFixed(2), percent(saved), percent(agreement)]));
  return [line(['threshold', 'calls saved', 'agreement']), ...rows].join('\n');
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
