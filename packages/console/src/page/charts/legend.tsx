import { SENTIMENT_NAMES, SENTIMENT_ORDER } from '../parts/words.ts';

/** Which colour is which sentiment. */
export function Legend({ withUnknown }: { readonly withUnknown: boolean }) {
  const shown = SENTIMENT_ORDER.filter((name) => name !== 'UNKNOWN' || withUnknown);
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
