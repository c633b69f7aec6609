import { Failure } from './failure.ts';
import type { Analysis } from './feedback.ts';
import type { Judgement, SentimentAnalyzer } from './ports/sentiment-analyzer.ts';
import type { Submission } from './submission.ts';

/** Milliseconds that a request may take in all: API Gateway gives up after 29 s. */
export const REQUEST_MS = 29_000;
const WRITING_MS = 2_000;
const MAX_SENTIMENT_MS = 8_000;

/** Milliseconds for the sentiment, of what a request has left: half of it less 2 s for the writes, 8 s at most. */
export function sentimentBudget(withinMs: number): number {
  const left = Math.min(withinMs, REQUEST_MS) - WRITING_MS;
  return Math.max(0, Math.min(MAX_SENTIMENT_MS, left / 2));
}

/** Asks for the sentiment of submissions, in their order. */
export function judge(
  analyzer: SentimentAnalyzer,
  submissions: readonly Submission[],
  withinMs: number,
): Promise<readonly Judgement[]> {
  const utterances = submissions.map(({ feedbackText: text, language }) => (language ? { text, language } : { text }));
  return analyzer.analyze(utterances, withinMs);
}

/** The analysis to record; a language that no engine can judge is `UNKNOWN`, never a made-up sentiment. Other failures are thrown. */
export function analysisOf(judgement: Judgement | undefined, submission: Submission): Analysis {
  if (judgement && 'analysis' in judgement) return judgement.analysis;
  if (judgement === undefined) throw new Failure('internal', 'the analyzer left out a text');
  if (judgement.failure.kind !== 'unsupported') throw judgement.failure;
  return {
    sentiment: 'UNKNOWN',
    scores: { positive: 0, negative: 0, neutral: 0, mixed: 0 },
    language: judgement.language ?? submission.language ?? 'und',
    engine: 'none',
    engineVersion: '0',
    chunks: 0,
    fallback: false,
  };
}
