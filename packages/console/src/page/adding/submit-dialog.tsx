import type { Receipt } from '@earshot/core';
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Badge } from '../parts/badge.tsx';
import { Dialog } from '../parts/dialog.tsx';
import type { Refusal } from '../state/asking.ts';
import { refresh } from '../state/live.ts';
import { openFeedback } from '../state/navigation.ts';
import { adding } from '../state/open-dialog.ts';
import { Field } from './field.tsx';
import { Attempt, bodyOf, submit } from './submit.ts';

/** Where the form stands. */
type Outcome = { readonly receipt: Receipt } | { readonly refusal: Refusal } | 'sending' | 'no answer' | undefined;

const FIELDS = ['feedback', 'customer_id', 'language', 'source', 'rating'];

/** The form that gives feedback; its answer is shown at once. */
export function SubmitDialog() {
  const outcome = useSignal<Outcome>(undefined);
  const form = useRef<HTMLFormElement>(null);
  const attempt = useRef(new Attempt());
  const send = async (event: Event) => {
    event.preventDefault();
    if (!form.current || outcome.value === 'sending') return;
    outcome.value = 'sending';
    outcome.value = await sent(form.current, attempt.current);
  };
  useEffect(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(), [outcome.value]);
  return (
    <Dialog title="Give feedback" shape="box" onClose={close}>
      <form ref={form} class="form" noValidate onSubmit={(event) => void send(event)} onKeyDown={sendByKey}>
        <Fields refusal={refusalIn(outcome.value)} />
        <p class="send">
          <button type="submit" class="primary" aria-disabled={outcome.value === 'sending'}>
            Send feedback
          </button>
          <span class="hint">
            <kbd>Ctrl</kbd> <kbd>Enter</kbd>
          </span>
        </p>
        <div class="outcome" role="status">
          <Told outcome={outcome.value} />
        </div>
      </form>
    </Dialog>
  );
}

function Fields({ refusal }: { readonly refusal: Refusal | undefined }) {
  const problem = (name: string) => refusal?.details?.find(({ field }) => field === name)?.message;
  return (
    <>
      <Field name="feedback" label="What did you notice?" problem={problem('feedback')} isLong />
      <div class="pair">
        <Field name="customer_id" label="Customer" problem={problem('customer_id')} />
        <Field name="source" label="Source" problem={problem('source')} placeholder="web, app, email…" />
      </div>
      <div class="pair">
        <Field name="rating" label="Rating, 0 to 10" problem={problem('rating')} type="number" />
        <Field name="language" label="Language" problem={problem('language')} placeholder="found by itself" />
      </div>
    </>
  );
}

function Told({ outcome }: { readonly outcome: Outcome }) {
  if (outcome === undefined) return null;
  if (outcome === 'sending') return <p>Sending…</p>;
  if (outcome === 'no answer')
    return <p class="problem">The server does not answer. Your text is still here; send it again in a moment.</p>;
  if ('refusal' in outcome)
    return <p class="problem">{isPlaced(outcome.refusal) ? 'Please look at the marked fields.' : outcome.refusal.error}</p>;
  const { feedbackId, sentiment } = outcome.receipt;
  return (
    <p class="thanks">
      Thank you. It was taken as <Badge sentiment={sentiment} />
      <button type="button" class="link" onClick={() => show(feedbackId)}>
        See its scores
      </button>
    </p>
  );
}

async function sent(form: HTMLFormElement, attempt: Attempt): Promise<Outcome> {
  const text = form.elements.namedItem('feedback');
  const typed = text instanceof HTMLTextAreaElement ? text.value : '';
  try {
    const body = bodyOf(form);
    const outcome = await submit(body, attempt.keyFor(body));
    if ('refusal' in outcome) return outcome;
    attempt.arrived();
    // Whoever typed on while it was sent keeps that.
    if (text instanceof HTMLTextAreaElement && text.value === typed) text.value = '';
    refresh();
    return outcome;
  } catch {
    return 'no answer';
  }
}

function sendByKey(event: KeyboardEvent & { readonly currentTarget: HTMLFormElement }): void {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
}

function refusalIn(outcome: Outcome): Refusal | undefined {
  return typeof outcome === 'object' && 'refusal' in outcome ? outcome.refusal : undefined;
}

function isPlaced({ details = [] }: Refusal): boolean {
  return details.length > 0 && details.every(({ field }) => FIELDS.includes(field));
}

function show(feedbackId: string): void {
  close();
  openFeedback(feedbackId);
}

function close(): void {
  adding.value = undefined;
}
