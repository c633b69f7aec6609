import type { Sentiment } from '@earshot/core';
import { SENTIMENT_NAMES, SENTIMENT_ORDER } from '../parts/words.ts';

/** Which colour is which of the sentiments that there are. */
export function Legend({ has }: { readonly has: (sentiment: Sentiment) => boolean }) {
  const shown = SENTIMENT_ORDER.filter(has);
  return (
    <ul class="legend" aria-label="Colours">
      {shown.map((name) => (
        <li key={name} data-sentiment={name}>
          {SENTIMENT_NAMES[name]}
        </li>
      ))}
    </ul>
  );
}
