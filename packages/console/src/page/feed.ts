import type { FeedbackRecord, Sentiment } from '@earshot/core';
import { fetchPage } from './api.ts';
import { find } from './dom.ts';
import { itemOf } from './item.ts';
import { SENTIMENT_NAMES, whenText } from './words.ts';

/** Records asked for at once. */
const PAGE = 25;

/** Records shown at most before the list begins anew, as a page may stay open for days. */
const MOST = 2_000;

/** The list of the newest feedback. What is on the page already stays as it is, open texts and the focus too. */
export class Feed {
  readonly #items = find('items', HTMLOListElement);
  readonly #more = find('more', HTMLButtonElement);
  readonly #empty = find('empty', HTMLDivElement);
  readonly #news = find('news', HTMLParagraphElement);
  readonly #known = new Set<string>();
  #sentiment: Sentiment | undefined;
  #cursor: string | undefined;
  #filled = false;

  /** Shows another sentiment, or all of them, with the next {@link refresh}. */
  choose(sentiment: Sentiment | undefined): void {
    this.#sentiment = sentiment;
    this.#filled = false;
  }

  /** Shows what is new. Rejects when the server does not answer; what was shown stays. */
  async refresh(): Promise<void> {
    const asked = this.#sentiment;
    const { items, cursor } = await fetchPage(asked, undefined, PAGE);
    if (asked !== this.#sentiment) return;
    const fresh = items.filter(({ feedbackId }) => !this.#known.has(feedbackId));
    if (this.#filled && fresh.length < PAGE && this.#known.size < MOST) this.#prepend(fresh);
    else this.#fill(items, cursor);
    this.#tellTimes();
    this.#tellEmpty();
  }

  /** Shows the records after those that are shown. Rejects when the server does not answer. */
  async more(): Promise<void> {
    const asked = this.#sentiment;
    const { items, cursor } = await fetchPage(asked, this.#cursor, PAGE);
    if (asked !== this.#sentiment) return;
    const elements = this.#elements(items);
    this.#items.append(...elements);
    this.#follow(cursor);
    elements[0]?.setAttribute('tabindex', '-1');
    elements[0]?.focus();
  }

  #fill(items: readonly FeedbackRecord[], cursor: string | undefined): void {
    this.#known.clear();
    this.#items.replaceChildren(...this.#elements(items));
    this.#follow(cursor);
    this.#filled = true;
  }

  #prepend(fresh: readonly FeedbackRecord[]): void {
    if (fresh.length === 0) return;
    const elements = this.#elements(fresh);
    for (const element of elements) element.classList.add('new');
    this.#items.prepend(...elements);
    this.#news.textContent = fresh.length === 1 ? 'One new piece of feedback' : `${fresh.length} new pieces of feedback`;
  }

  #elements(records: readonly FeedbackRecord[]): HTMLLIElement[] {
    const unknown = records.filter(({ feedbackId }) => !this.#known.has(feedbackId));
    for (const { feedbackId } of unknown) this.#known.add(feedbackId);
    return unknown.map(itemOf);
  }

  #follow(cursor: string | undefined): void {
    this.#cursor = cursor;
    this.#more.hidden = cursor === undefined;
  }

  #tellTimes(): void {
    for (const time of this.#items.querySelectorAll('time')) {
      time.textContent = whenText(Number(time.dataset['seconds']), Date.now());
    }
  }

  #tellEmpty(): void {
    this.#empty.hidden = this.#known.size > 0;
    const [title, text] = this.#sentiment
      ? [`No ${SENTIMENT_NAMES[this.#sentiment].toLowerCase()} feedback`, 'As soon as there is some, it shows up here.']
      : ['Nothing heard yet', 'Send the first feedback with the form, or bring a file: npm run -s earshot -- import FILE'];
    find('empty-title', HTMLParagraphElement).textContent = title ?? '';
    find('empty-text', HTMLParagraphElement).textContent = text ?? '';
  }
}
