import type { Sentiment } from '@earshot/core';
import type { Counts } from './api.ts';
import { find, make } from './dom.ts';
import { barOf } from './item.ts';
import { countText, SENTIMENT_NAMES, SENTIMENT_ORDER } from './words.ts';

const ALL = 'ALL';

/** The counts, which are the choice of what the list shows too. */
export class Overview {
  readonly #numbers = new Map<string, HTMLElement>();
  readonly #choices = new Map<string, HTMLElement>();
  readonly #onChoice: (sentiment: Sentiment | undefined) => void;

  constructor(onChoice: (sentiment: Sentiment | undefined) => void) {
    this.#onChoice = onChoice;
  }

  /** Puts the choices on the page, without counts yet. */
  open(): void {
    const choices = [
      this.#choice(ALL, 'All', undefined),
      ...SENTIMENT_ORDER.map((name) => this.#choice(name, SENTIMENT_NAMES[name], name)),
    ];
    find('filter', HTMLFieldSetElement).append(...choices);
  }

  /** Shows counts. A sentiment that nothing has, and that few will ever have, is left out. */
  show(counts: Counts): void {
    const total = SENTIMENT_ORDER.reduce((sum, name) => sum + counts[name], 0);
    this.#tell(ALL, total);
    for (const name of SENTIMENT_ORDER) this.#tell(name, counts[name]);
    const unknown = this.#choices.get('UNKNOWN');
    if (unknown) unknown.hidden = counts.UNKNOWN === 0;
    find('share', HTMLDivElement).replaceChildren(...barOf(counts, 'bar').children);
  }

  #tell(name: string, count: number): void {
    const number = this.#numbers.get(name);
    if (number) number.textContent = countText(count);
  }

  #choice(id: string, name: string, sentiment: Sentiment | undefined): HTMLElement {
    const input = make('input', { attributes: { type: 'radio', name: 'sentiment', id: `show-${id}`, value: id } });
    input.checked = sentiment === undefined;
    input.addEventListener('change', () => this.#onChoice(sentiment));
    const number = make('span', { class: 'number' });
    const label = make('label', { attributes: { for: input.id } }, name, number);
    const attributes = sentiment === undefined ? {} : { 'data-sentiment': sentiment };
    const choice = make('div', { class: 'choice', attributes }, input, label);
    this.#numbers.set(id, number);
    this.#choices.set(id, choice);
    return choice;
  }
}
