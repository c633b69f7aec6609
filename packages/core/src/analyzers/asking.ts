import { toFailure } from '../failure.ts';
import type { Judgement, SentimentAnalyzer, Utterance } from '../ports/sentiment-analyzer.ts';

/** The judgements of an analyzer; a call that fails as a whole fails each text. */
export async function asked(
  analyzer: SentimentAnalyzer,
  texts: readonly Utterance[],
  withinMs: number,
): Promise<readonly Judgement[]> {
  try {
    return await analyzer.analyze(texts, withinMs);
  } catch (error) {
    const failure = toFailure(error);
    return texts.map(() => ({ failure }));
  }
}

/** Whether a text was judged. */
export function isJudged(judgement: Judgement | undefined): boolean {
  return judgement !== undefined && 'analysis' in judgement;
}
