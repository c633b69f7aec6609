import type { FeedbackRecord } from '@earshot/core';
import { Badge } from '../parts/badge.tsx';
import { followed } from '../parts/followed.ts';
import { ANONYMOUS, momentText, whenText } from '../parts/words.ts';
import { now } from '../state/live.ts';
import { addressOf, openFeedback } from '../state/navigation.ts';

/** The longest beginning of a text that a list shows; the style sheet cuts what is still too long. */
const EXCERPT = 600;

/** One piece of feedback in a list. All of it is a link to its details. Whatever the customer wrote is text here, never markup. */
export function Item({ record }: { readonly record: FeedbackRecord }) {
  const { feedbackId, feedbackText, sentiment } = record;
  const change = { feedback: feedbackId };
  return (
    <li class="item" data-sentiment={sentiment}>
      <a href={addressOf(change)} onClick={followed(() => openFeedback(feedbackId))}>
        <span class="item-text" dir="auto">
          {feedbackText.slice(0, EXCERPT)}
        </span>
        <span class="facts">
          <Badge sentiment={sentiment} />
          <span class="facts-words">
            {factsOf(record).map(([name, fact]) => (
              <bdi key={name} title={fact}>
                {fact}
              </bdi>
            ))}
          </span>
          <When seconds={record.timestamp} />
        </span>
      </a>
    </li>
  );
}

/** A time, told so that it is understood at once; exactly to whoever points at it. */
export function When({ seconds }: { readonly seconds: number }) {
  return (
    <time dateTime={new Date(seconds * 1000).toISOString()} title={momentText(seconds)}>
      {whenText(seconds, now.value)}
    </time>
  );
}

function factsOf({ customerId, source, rating, language }: FeedbackRecord): readonly (readonly [name: string, fact: string])[] {
  const customer = customerId === ANONYMOUS ? undefined : customerId;
  const facts = { customer, source, rating: rating === undefined ? undefined : `${rating}/10`, language };
  return Object.entries(facts).flatMap(([name, fact]) => (fact === undefined ? [] : [[name, fact] as const]));
}
