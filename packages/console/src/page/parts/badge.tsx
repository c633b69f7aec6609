import type { Sentiment } from '@earshot/core';
import { SENTIMENT_NAMES } from './words.ts';

/** A sentiment by its name, in its colour. */
export function Badge({ sentiment }: { readonly sentiment: Sentiment }) {
  return (
    <span class="badge" data-sentiment={sentiment}>
      {SENTIMENT_NAMES[sentiment]}
    </span>
  );
}
