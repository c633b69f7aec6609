import type { SentimentAnalyzer, SentimentScores } from '@earshot/core';
import { LABELS, type Label, type LabelledRow } from './rows.ts';

/** How often what one label is was taken for another: `confusion[is][taken for]`, in the order of `LABELS`. */
export type Confusion = readonly (readonly number[])[];

/** How one label fared; each 0 to 1, and `undefined` where nothing tells: no row of it, or nothing taken for it. */
export interface LabelQuality {
  readonly rows: number;
  readonly precision: number | undefined;
  readonly recall: number | undefined;
  readonly f1: number | undefined;
}

/** How well an analyzer judges labelled rows. */
export interface Evaluation {
  /** Rows that were judged. */
  readonly rows: number;
  /** Rows that the analyzer could not judge; they count nowhere else. */
  readonly failed: number;
  readonly confusion: Confusion;
  readonly byLabel: Readonly<Record<Label, LabelQuality>>;
  /** Share of rows that are taken for what they are, 0 to 1. */
  readonly accuracy: number;
  /** Mean F1 of the labels that occur, 0 to 1. */
  readonly macroF1: number;
  /** Mean F1 of those of positive, negative and neutral that occur, over the rows that are not mixed. */
  readonly macroF1OfThree: number;
  /** Expected calibration error: how far the top score is from the share of right answers, in ten bins, 0 to 1. */
  readonly calibrationError: number;
  /** Chance that a mixed row has more of the mixed score than another row; `undefined` where one of the two kinds is missing. */
  readonly mixedAuc: number | undefined;
}

/** One judged row. */
export interface Judged {
  readonly label: Label;
  readonly scores: SentimentScores;
}

const BATCH = 500;
const WITHIN_MS = 60_000;

/** Judges the rows in batches, and compares. Failures of single rows are counted; a call that fails as a whole fails this one. */
export async function evaluate(
  analyzer: SentimentAnalyzer,
  rows: readonly LabelledRow[],
  language?: string,
): Promise<Evaluation> {
  const judged = await judgeRows(analyzer, rows, language);
  return evaluationOf(judged, rows.length - judged.length);
}

/** Judges the rows in batches; those that the analyzer cannot judge are left out. `language`: that of all rows, where it is known. */
export async function judgeRows(
  analyzer: SentimentAnalyzer,
  rows: readonly LabelledRow[],
  language?: string,
): Promise<readonly Judged[]> {
  const judged: Judged[] = [];
  for (let at = 0; at < rows.length; at += BATCH) judged.push(...(await judge(analyzer, rows.slice(at, at + BATCH), language)));
  return judged;
}

async function judge(analyzer: SentimentAnalyzer, rows: readonly LabelledRow[], language?: string): Promise<Judged[]> {
  const texts = rows.map(({ text }) => (language === undefined ? { text } : { text, language }));
  const judgements = await analyzer.analyze(texts, WITHIN_MS);
  return rows.flatMap(({ label }, i) => {
    const judgement = judgements[i];
    return judgement === undefined || 'failure' in judgement ? [] : [{ label, scores: judgement.analysis.scores }];
  });
}

/** The figures of rows that are judged already. */
export function evaluationOf(judged: readonly Judged[], failed = 0): Evaluation {
  const confusion = confusionOf(judged);
  const ofThree = confusionOf(judged.filter(({ label }) => label !== 'mixed'));
  const right = LABELS.reduce((sum, _, i) => sum + cell(confusion, i, i), 0);
  return {
    rows: judged.length,
    failed,
    confusion,
    byLabel: {
      positive: qualityOf(confusion, 'positive'),
      negative: qualityOf(confusion, 'negative'),
      neutral: qualityOf(confusion, 'neutral'),
      mixed: qualityOf(confusion, 'mixed'),
    },
    accuracy: judged.length === 0 ? 0 : right / judged.length,
    macroF1: macroF1(confusion),
    macroF1OfThree: macroF1(ofThree),
    calibrationError: calibrationError(judged),
    mixedAuc: mixedAuc(judged),
  };
}

/** The label with the highest score; among equals as the core takes them. */
export function topLabel(scores: SentimentScores): Label {
  const top = Math.max(scores.positive, scores.negative, scores.neutral, scores.mixed);
  return (['negative', 'positive', 'neutral'] as const).find((label) => scores[label] === top) ?? 'mixed';
}

function confusionOf(judged: readonly Judged[]): number[][] {
  const confusion = LABELS.map(() => LABELS.map(() => 0));
  for (const { label, scores } of judged) {
    const row = confusion[LABELS.indexOf(label)] ?? [];
    const taken = LABELS.indexOf(topLabel(scores));
    row[taken] = (row[taken] ?? 0) + 1;
  }
  return confusion;
}

function cell(confusion: Confusion, is: number, taken: number): number {
  return confusion[is]?.[taken] ?? 0;
}

function qualityOf(confusion: Confusion, label: Label): LabelQuality {
  const at = LABELS.indexOf(label);
  const rows = LABELS.reduce((sum, _, taken) => sum + cell(confusion, at, taken), 0);
  const taken = LABELS.reduce((sum, _, is) => sum + cell(confusion, is, at), 0);
  const right = cell(confusion, at, at);
  return {
    rows,
    precision: taken === 0 ? undefined : right / taken,
    recall: rows === 0 ? undefined : right / rows,
    f1: rows === 0 ? undefined : (2 * right) / (rows + taken),
  };
}

function macroF1(confusion: Confusion): number {
  const all = LABELS.flatMap((label) => qualityOf(confusion, label).f1 ?? []);
  return all.length === 0 ? 0 : all.reduce((sum, f1) => sum + f1, 0) / all.length;
}

const BINS = 10;

function calibrationError(judged: readonly Judged[]): number {
  const bins = Map.groupBy(judged, ({ scores }) => Math.min(BINS - 1, Math.floor(scores[topLabel(scores)] * BINS)));
  let error = 0;
  for (const bin of bins.values())
    error += Math.abs(
      bin.reduce((sum, { label, scores }) => sum + scores[topLabel(scores)] - (topLabel(scores) === label ? 1 : 0), 0),
    );
  return judged.length === 0 ? 0 : error / judged.length;
}

/** By ranks (Mann and Whitney); equal scores share their ranks. */
function mixedAuc(judged: readonly Judged[]): number | undefined {
  const sorted = judged.toSorted((one, other) => one.scores.mixed - other.scores.mixed);
  const mixed = sorted.filter(({ label }) => label === 'mixed').length;
  if (mixed === 0 || mixed === sorted.length) return undefined;
  let ranks = 0;
  for (let from = 0, to = 0; from < sorted.length; from = to) {
    while (to < sorted.length && sorted[to]?.scores.mixed === sorted[from]?.scores.mixed) to += 1;
    ranks += ((from + to + 1) / 2) * sorted.slice(from, to).filter(({ label }) => label === 'mixed').length;
  }
  return (ranks - (mixed * (mixed + 1)) / 2) / (mixed * (sorted.length - mixed));
}
