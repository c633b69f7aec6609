import { Failure } from '../failure.ts';
import type { Analysis, SentimentScores } from '../feedback.ts';
import { likeliest } from '../likeliest.ts';
import { groupBy } from '../objects.ts';
import type { Judgement, SentimentAnalyzer, Utterance } from '../ports/sentiment-analyzer.ts';
import { utf8Length } from '../text.ts';
import { splitText } from './split-text.ts';

/** Gives an analyzer that takes texts of limited length the pieces of longer ones, and joins its answers weighted by their bytes. */
export class ChunkingAnalyzer implements SentimentAnalyzer {
  readonly #inner: SentimentAnalyzer;
  readonly #maxBytes: number;

  /** `maxBytes`: bytes of UTF-8 that the inner analyzer takes at most. */
  constructor(inner: SentimentAnalyzer, maxBytes: number) {
    this.#inner = inner;
    this.#maxBytes = maxBytes;
  }

  async analyze(texts: readonly Utterance[], withinMs: number): Promise<readonly Judgement[]> {
    const pieces = texts.map((utterance) => piecesOf(utterance, this.#maxBytes));
    const owners = pieces.flatMap((parts, owner) => parts.map(() => owner));
    const judgements = groupBy(await this.#inner.analyze(pieces.flat(), withinMs), (_, i) => owners[i]);
    return pieces.map((parts, owner) => join(parts, judgements.get(owner) ?? []));
  }
}

function piecesOf(utterance: Utterance, maxBytes: number): Utterance[] {
  const texts = splitText(utterance.text, maxBytes).filter((text) => text.trim() !== '');
  return texts.map((text) => ({ ...utterance, text }));
}

/** One judgement for a text in pieces; the first piece that failed fails the text. */
function join(parts: readonly Utterance[], judgements: readonly Judgement[]): Judgement {
  const failed = judgements.find((judgement) => 'failure' in judgement);
  const analyses = judgements.flatMap((judgement) => ('analysis' in judgement ? [judgement.analysis] : []));
  const [first] = analyses;
  if (failed !== undefined) return failed;
  if (first === undefined) return { failure: new Failure('internal', 'the analyzer left out a text') };
  return analyses.length === 1 ? { analysis: first } : { analysis: mean(first, analyses, parts) };
}

function mean(first: Analysis, analyses: readonly Analysis[], parts: readonly Utterance[]): Analysis {
  const weights = parts.map(({ text }) => utf8Length(text));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const average = (score: keyof SentimentScores) =>
    analyses.reduce((sum, { scores }, i) => sum + scores[score] * (weights[i] ?? 0), 0) / total;
  const scores = {
    positive: average('positive'),
    negative: average('negative'),
    neutral: average('neutral'),
    mixed: average('mixed'),
  };
  const chunks = analyses.reduce((sum, analysis) => sum + analysis.chunks, 0);
  return { ...first, sentiment: likeliest(scores), scores, chunks, fallback: analyses.some(({ fallback }) => fallback) };
}
