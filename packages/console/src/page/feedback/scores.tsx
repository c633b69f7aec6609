import type { Sentiment, SentimentScores } from '@earshot/core';
import { preciseShareText, SENTIMENT_NAMES } from '../parts/words.ts';

const ROWS = [
  { sentiment: 'POSITIVE', score: 'positive' },
  { sentiment: 'NEUTRAL', score: 'neutral' },
  { sentiment: 'MIXED', score: 'mixed' },
  { sentiment: 'NEGATIVE', score: 'negative' },
] as const;

/** How sure the engine was of each of the four sentiments. */
export function Scores({ sentiment, scores }: { readonly sentiment: Sentiment; readonly scores: SentimentScores }) {
  if (sentiment === 'UNKNOWN') return <p class="soft">No engine judges this language, so there are no scores.</p>;
  return (
    <dl class="scores">
      {ROWS.map((row) => (
        <div key={row.score} data-sentiment={row.sentiment} data-chosen={row.sentiment === sentiment}>
          <dt>{SENTIMENT_NAMES[row.sentiment]}</dt>
          <dd>{preciseShareText(scores[row.score])}</dd>
          <span class="score-bar" aria-hidden="true">
            <i style={{ inlineSize: `${scores[row.score] * 100}%` }} />
          </span>
        </div>
      ))}
    </dl>
  );
}
