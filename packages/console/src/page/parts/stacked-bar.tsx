import type { Tally } from '../figures/tally.ts';
import { SENTIMENT_ORDER } from './words.ts';

/** What a bar is made of. */
export interface StackedBarProps {
  readonly values: Tally;
  /** What the whole length stands for; by default all the values together. */
  readonly of?: number;
}

/** A bar whose pieces are as long as the values. What it shows is always said in words beside it. */
export function StackedBar({ values, of }: StackedBarProps) {
  const sum = SENTIMENT_ORDER.reduce((all, name) => all + values[name], 0);
  const rest = Math.max(0, (of ?? sum) - sum);
  return (
    <span class="bar" aria-hidden="true">
      {SENTIMENT_ORDER.filter((name) => values[name] > 0).map((name) => (
        <i key={name} data-sentiment={name} style={{ flexGrow: String(values[name]) }} />
      ))}
      {rest > 0 && <i class="rest" style={{ flexGrow: String(rest) }} />}
    </span>
  );
}
