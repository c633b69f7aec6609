import { Failure } from '@earshot/core';
import { clausesOf, type FeatureSpace } from '../linear-sentiment-analyzer/features.ts';
import { hashOf } from '../linear-sentiment-analyzer/hashing.ts';
import { LANGUAGES } from '../linear-sentiment-analyzer/languages.ts';
import { evidenceOf, type Model } from '../linear-sentiment-analyzer/scoring.ts';
import { calibrate, type Example } from './calibrate.ts';
import { datasetOf } from './dataset.ts';
import { blank, descend, type Learned, type Pull } from './optimiser.ts';
import { quantise, unquantised } from './quantise.ts';
import { LABELS, type Label, type LabelledRow } from './rows.ts';

/** How weights are trained; every number has a default that suits. */
export interface TrainOptions {
  /** ISO 639-1 code of the rows' language, one of `LANGUAGES`. */
  readonly language: string;
  /** Weights to begin from, whose features and size are kept; else blank ones. */
  readonly from?: Model;
  readonly seed?: number;
  readonly epochs?: number;
  readonly rate?: number;
  readonly decay?: number;
  /** Places in the table, a power of two: each takes three bytes. */
  readonly buckets?: number;
  /** Valences of words, some −4 to 4. */
  readonly lexicon?: ReadonlyMap<string, number>;
  /** How much a row counts, beside the balance of the labels of its corpus; 1 by default. */
  readonly weightOf?: (row: LabelledRow) => number;
  /** Which rows calibration looks at: all by default. */
  readonly calibratesOn?: (row: LabelledRow) => boolean;
  /** Parts that are left out in turn to calibrate on; 0 leaves the calibration as it was. */
  readonly folds?: number;
  /** How many of the parts are used: all by default; fewer take less time. */
  readonly foldsUsed?: number;
}

const DEFAULTS = { seed: 1, epochs: 8, rate: 0.05, decay: 0.3, buckets: 65_536, folds: 4 } as const;

/** Of weights to go on from, less is taken back: rows of one's own are few, and are to be heard. */
const TUNING_DECAY = 0.1;

/** Trains weights on rows. The same rows in the same order with the same options give the same weights, to the byte. */
export function train(rows: readonly LabelledRow[], options: TrainOptions): Model {
  const decay = options.from === undefined ? DEFAULTS.decay : TUNING_DECAY;
  const settings = { ...DEFAULTS, decay, ...options };
  const space = options.from ?? spaceOf(settings);
  const start = options.from === undefined ? blank(space.buckets) : unquantised(options.from);
  const data = datasetOf(rows, space);
  const pull = pullOf(rows, options);
  const learn = (left: Uint8Array, fold: number): Learned => descend(data, without(pull, left, fold), start, settings);
  const model = quantise(learn(new Uint8Array(rows.length), 1), space, options.from?.calibration);
  if (settings.folds < 2) return model;
  const fold = foldsOf(rows, settings);
  const examples = Array.from({ length: settings.foldsUsed ?? settings.folds }, (_, part) =>
    examplesOf(rows, quantise(learn(fold, part), space), (i) => fold[i] === part, weightsOf(rows, pull, options)),
  );
  return { ...model, calibration: calibrate(examples.flat()) };
}

function spaceOf({ language, buckets, lexicon = new Map() }: TrainOptions & { readonly buckets: number }): FeatureSpace {
  const words = LANGUAGES.get(language);
  if (words === undefined)
    throw new Failure(
      'unsupported',
      `language: ${language} cannot be trained; choose one of ${[...LANGUAGES.keys()].join(', ')}`,
    );
  return { language: words, buckets, lexicon: new Map([...lexicon].map(([word, valence]) => [hashOf(word), valence])) };
}

/** Which part each row belongs to, by its text, so that twins are never on both sides; a part that is never left out where it is not to calibrate on. */
function foldsOf(rows: readonly LabelledRow[], { folds, calibratesOn = () => true }: Folding): Uint8Array {
  return Uint8Array.from(rows, (row) => (calibratesOn(row) ? (hashOf(row.text) >>> 8) % folds : folds));
}

type Folding = Pick<TrainOptions, 'calibratesOn'> & { readonly folds: number };

function without({ rowWeights, known }: Pull, parts: Uint8Array, part: number): Pull {
  return { rowWeights: rowWeights.map((weight, i) => (parts[i] === part ? 0 : weight)), known };
}

/** How much a row of a rare label may count. */
const MOST = 3;

/** Labels of a corpus are balanced half-way: by the root of how rare each is. */
function pullOf(rows: readonly LabelledRow[], { weightOf = () => 1 }: TrainOptions): Pull {
  const counts = countsOf(rows);
  const rowWeights = Float32Array.from(rows, (row) => {
    const ofCorpus = counts.get(row.corpus) ?? new Map<Label, number>();
    const mean = [...ofCorpus.values()].reduce((sum, count) => sum + count, 0) / ofCorpus.size;
    return Math.min(MOST, Math.sqrt(mean / (ofCorpus.get(row.label) ?? 1))) * weightOf(row);
  });
  return { rowWeights, known: Uint8Array.from(rows, ({ corpus }) => bitsOf(knownTo(counts.get(corpus)))) };
}

function countsOf(rows: readonly LabelledRow[]): Map<string, Map<Label, number>> {
  const counts = new Map<string, Map<Label, number>>();
  for (const { corpus, label } of rows) {
    const ofCorpus = counts.get(corpus) ?? new Map<Label, number>();
    counts.set(corpus, ofCorpus.set(label, (ofCorpus.get(label) ?? 0) + 1));
  }
  return counts;
}

/** The labels that a corpus has rows of; one of a single label is taken to know all. */
function knownTo(counts: ReadonlyMap<Label, number> | undefined): readonly Label[] {
  return counts === undefined || counts.size < 2 ? LABELS : LABELS.filter((label) => counts.has(label));
}

/** A bit a label. */
function bitsOf(labels: readonly Label[]): number {
  let bits = 0;
  for (const label of labels) bits |= 1 << LABELS.indexOf(label);
  return bits;
}

/** Weights of rows to calibrate on: mixed ones are as rare as they are, or texts that are not mixed would be called so. */
function weightsOf(rows: readonly LabelledRow[], { rowWeights }: Pull, { weightOf = () => 1 }: TrainOptions): Float32Array {
  return rowWeights.map((weight, i) => {
    const row = rows[i];
    return row?.label === 'mixed' ? weightOf(row) : weight;
  });
}

function examplesOf(rows: readonly LabelledRow[], model: Model, isIn: (i: number) => boolean, weights: Float32Array): Example[] {
  const counts = countsOf(rows);
  return rows.flatMap(({ text, label, corpus }, i) => {
    if (!isIn(i)) return [];
    const evidence = evidenceOf(clausesOf(text, model), model);
    return [{ evidence, label, weight: weights[i] ?? 0, known: knownTo(counts.get(corpus)) }];
  });
}
