import { type Refusal, submit } from './api.ts';
import { find } from './dom.ts';
import { SENTIMENT_NAMES } from './words.ts';

const FIELDS = ['feedback', 'customer_id', 'source', 'rating'];

/** The form that gives feedback. */
export class FeedbackForm {
  readonly #form = find('form', HTMLFormElement);
  readonly #send = find('send', HTMLButtonElement);
  readonly #outcome = find('outcome', HTMLParagraphElement);
  readonly #onSent: () => void;
  /** Stays the same until what it names has arrived, so that sending again after a lost answer keeps nothing twice. */
  #attempt: { readonly body: string; readonly key: string } | undefined;

  constructor(onSent: () => void) {
    this.#onSent = onSent;
  }

  /** Waits for what is typed; Ctrl or Command with Enter sends it too. */
  open(): void {
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (!this.#send.disabled) void this.#submit();
    });
    this.#form.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) this.#form.requestSubmit();
    });
  }

  async #submit(): Promise<void> {
    this.#send.disabled = true;
    this.#tell('Sending…');
    this.#blame([]);
    try {
      const submitted = await submit(...this.#next());
      if ('refusal' in submitted) this.#refuse(submitted.refusal);
      else this.#thank(submitted.receipt.sentiment);
    } catch {
      this.#tell('The server does not answer. Your text is still here; send it again in a moment.');
    } finally {
      this.#send.disabled = false;
    }
  }

  #next(): readonly [body: object, key: string] {
    const body = bodyOf(new FormData(this.#form), find('rating', HTMLInputElement));
    const written = JSON.stringify(body);
    if (this.#attempt?.body !== written) this.#attempt = { body: written, key: crypto.randomUUID() };
    return [body, this.#attempt.key];
  }

  #thank(sentiment: keyof typeof SENTIMENT_NAMES): void {
    this.#attempt = undefined;
    find('feedback', HTMLTextAreaElement).value = '';
    this.#tell(`Thank you. It was taken as ${SENTIMENT_NAMES[sentiment].toLowerCase()}.`, sentiment);
    this.#onSent();
  }

  #refuse({ error, details = [] }: Refusal): void {
    this.#blame(details);
    const placed = details.length > 0 && details.every(({ field }) => FIELDS.includes(field));
    this.#tell(placed ? 'Please look at the marked fields.' : error);
    this.#form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }

  #blame(details: NonNullable<Refusal['details']>): void {
    for (const name of FIELDS) {
      const message = details.find(({ field }) => field === name)?.message;
      const place = find(`${name}-error`, HTMLParagraphElement);
      place.textContent = message ?? '';
      place.hidden = message === undefined;
      this.#form.querySelector(`[name="${name}"]`)?.setAttribute('aria-invalid', String(message !== undefined));
    }
  }

  #tell(text: string, sentiment?: string): void {
    this.#outcome.textContent = text;
    if (sentiment === undefined) delete this.#outcome.dataset['sentiment'];
    else this.#outcome.dataset['sentiment'] = sentiment;
  }
}

/** What is typed, without the fields left empty; a rating that is no number is sent as it is, for the server to name. */
function bodyOf(data: FormData, rating: HTMLInputElement): object {
  const typed = [...data].filter(([name, value]) => name === 'feedback' || value !== '');
  const body = Object.fromEntries(typed.filter(([name]) => name !== 'rating'));
  if (rating.validity.badInput) return { ...body, rating: 'no number' };
  return rating.value === '' ? body : { ...body, rating: Number(rating.value) };
}
