export { hashOf } from '../linear-sentiment-analyzer/hashing.ts';
export { LANGUAGES } from '../linear-sentiment-analyzer/languages.ts';
export type { Model } from '../linear-sentiment-analyzer/scoring.ts';
export { decodeWeights, encodeWeights, readWeights, type Weights } from '../linear-sentiment-analyzer/weights.ts';
export { type CascadeLevel, cascadeLevels, formatCascade } from './cascade-levels.ts';
export { EMOJI } from './emoji.ts';
export {
  type Confusion,
  type Evaluation,
  evaluate,
  evaluationOf,
  type Judged,
  judgeRows,
  type LabelQuality,
  topLabel,
} from './evaluate.ts';
export { formatComparison, formatEvaluation } from './format-evaluation.ts';
export { UNCALIBRATED } from './quantise.ts';
export { randomFrom } from './random.ts';
export { type LabelledRows, parseLabelledRows, readLabelledRows } from './read-rows.ts';
export { LABELS, type Label, type LabelledRow } from './rows.ts';
export { type TrainOptions, train } from './train.ts';
