import type { Evaluation } from './evaluate.ts';
import { LABELS, type Label } from './rows.ts';

const CELL = 10;

/** The figures of an evaluation as lines for a terminal: confusion matrix, quality of each label, and what sums them up. */
export function formatEvaluation(evaluation: Evaluation): string {
  return [...confusionLines(evaluation), '', ...qualityLines(evaluation), '', ...summaryLines(evaluation)].join('\n');
}

/** The figures of weights in use and of new ones side by side, with the difference; both on the same rows. */
export function formatComparison(inUse: Evaluation, trained: Evaluation): string {
  const lines = SUMMARY.map(([name, value]) => {
    const [before, after] = [value(inUse), value(trained)];
    const change = before === undefined || after === undefined ? '' : signed(100 * (after - before));
    return [name.padEnd(NAME), percent(before), percent(after), change.padStart(CELL)].join('');
  });
  return [''.padEnd(NAME) + ['in use', 'trained', 'change'].map((head) => head.padStart(CELL)).join(''), ...lines].join('\n');
}

const NAME = 24;

const SUMMARY: readonly (readonly [string, (evaluation: Evaluation) => number | undefined])[] = [
  ['macro F1', ({ macroF1 }) => macroF1],
  ['macro F1 without mixed', ({ macroF1OfThree }) => macroF1OfThree],
  ['right', ({ accuracy }) => accuracy],
  ['complaints found', ({ byLabel }) => byLabel.negative.recall],
  ['mixed, area under curve', ({ mixedAuc }) => mixedAuc],
  ['calibration error', ({ calibrationError }) => calibrationError],
];

function confusionLines({ confusion }: Evaluation): string[] {
  const head = `${'is \\ taken for'.padEnd(NAME)}${LABELS.map((label) => label.padStart(CELL)).join('')}`;
  const lines = LABELS.map((label, i) => {
    const counts = LABELS.map((_, taken) => String(confusion[i]?.[taken] ?? 0).padStart(CELL));
    return `${label.padEnd(NAME)}${counts.join('')}`;
  });
  return [head, ...lines];
}

function qualityLines({ byLabel }: Evaluation): string[] {
  const head = `${''.padEnd(NAME)}${['rows', 'precision', 'recall', 'F1'].map((name) => name.padStart(CELL)).join('')}`;
  const line = (label: Label) => {
    const { rows, precision, recall, f1 } = byLabel[label];
    return `${label.padEnd(NAME)}${String(rows).padStart(CELL)}${percent(precision)}${percent(recall)}${percent(f1)}`;
  };
  return [head, ...LABELS.map(line)];
}

function summaryLines(evaluation: Evaluation): string[] {
  const { rows, failed } = evaluation;
  const judged = `${'rows judged'.padEnd(NAME)}${String(rows).padStart(CELL)}${failed === 0 ? '' : `, not judged: ${failed}`}`;
  return [judged, ...SUMMARY.map(([name, value]) => `${name.padEnd(NAME)}${percent(value(evaluation))}`)];
}

function percent(share: number | undefined): string {
  return (share === undefined ? '–' : (100 * share).toFixed(1)).padStart(CELL);
}

function signed(points: number): string {
  return `${points > 0 ? '+' : ''}${points.toFixed(1)}`;
}
