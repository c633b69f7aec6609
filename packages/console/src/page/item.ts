import type { FeedbackRecord } from '@earshot/core';
import { make } from './dom.ts';
import { momentText, SENTIMENT_NAMES, SENTIMENT_ORDER, shareText, whenText } from './words.ts';

/** Characters from which a text is shown shortened; some six lines. */
const LONG = 420;

/** One piece of feedback as the list shows it. Whatever the customer wrote is text here, never markup. */
export function itemOf(record: FeedbackRecord): HTMLLIElement {
  const text = make('p', { class: 'text', attributes: { dir: 'auto' } }, record.feedbackText);
  const parts = [facts(record), text, ...wholeButton(record, text), ...scores(record)];
  return make('li', { class: 'item', attributes: { 'data-sentiment': record.sentiment } }, make('article', {}, ...parts));
}

function facts(record: FeedbackRecord): HTMLElement {
  const { sentiment, customerId, source, rating, language, timestamp } = record;
  const known = [
    customerId === 'anonymous' ? undefined : customerId,
    source,
    rating === undefined ? undefined : `${rating}/10`,
    language,
  ].flatMap((fact) => (fact === undefined ? [] : [make('bdi', { attributes: { title: fact } }, fact)]));
  const badge = make('span', { class: 'badge' }, SENTIMENT_NAMES[sentiment]);
  const iso = new Date(timestamp * 1000).toISOString();
  const attributes = { datetime: iso, title: momentText(timestamp), 'data-seconds': String(timestamp) };
  const time = make('time', { attributes }, whenText(timestamp, Date.now()));
  return make('div', { class: 'facts' }, badge, ...known, time);
}

function wholeButton({ feedbackText }: FeedbackRecord, text: HTMLElement): HTMLElement[] {
  const lines = feedbackText.split('\n').length;
  if (feedbackText.length <= LONG && lines <= 6) return [];
  text.classList.add('short');
  const button = make('button', { class: 'whole', attributes: { type: 'button', 'aria-expanded': 'false' } }, 'Show all of it');
  button.addEventListener('click', () => {
    const short = text.classList.toggle('short');
    button.setAttribute('aria-expanded', String(!short));
    button.textContent = short ? 'Show all of it' : 'Show less';
  });
  return [button];
}

function scores({ sentiment, sentimentScores }: FeedbackRecord): HTMLElement[] {
  if (sentiment === 'UNKNOWN') return [make('p', { class: 'scores' }, 'No engine judges this language, so there are no scores.')];
  const { positive, neutral, mixed, negative } = sentimentScores;
  const values = { POSITIVE: positive, NEUTRAL: neutral, MIXED: mixed, NEGATIVE: negative, UNKNOWN: 0 };
  const judged = SENTIMENT_ORDER.filter((name) => name !== 'UNKNOWN');
  const list = judged.map((name) =>
    make('div', {}, make('dt', {}, SENTIMENT_NAMES[name]), make('dd', {}, shareText(values[name]))),
  );
  return [barOf(values, 'bar'), make('dl', { class: 'scores' }, ...list)];
}

/** A bar whose pieces are as long as the values; what it shows is also said in words beside it. */
export function barOf(values: Readonly<Record<(typeof SENTIMENT_ORDER)[number], number>>, name: string): HTMLElement {
  const pieces = SENTIMENT_ORDER.filter((sentiment) => values[sentiment] > 0).map((sentiment) => {
    const piece = make('span', { attributes: { 'data-sentiment': sentiment } });
    piece.style.flexGrow = String(values[sentiment]);
    return piece;
  });
  return make('div', { class: name, attributes: { 'aria-hidden': 'true' } }, ...pieces);
}
