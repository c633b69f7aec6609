import type { FeedbackRecord } from '@earshot/core';
import { Badge } from '../parts/badge.tsx';
import { CopyButton } from '../parts/copy-button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { followed } from '../parts/followed.ts';
import { ANONYMOUS, countText, languageText, momentText } from '../parts/words.ts';
import { useFetched } from '../state/fetched.ts';
import { addressOf, closeFeedback, go, view } from '../state/navigation.ts';
import { fetchFeedback } from '../state/requests.ts';
import { loaded } from './feed.ts';
import { Scores } from './scores.tsx';

/** The feedback that the address names, in full, at the side. */
export function Detail() {
  const id = view.value.feedback;
  return id === undefined ? null : <Open key={id} id={id} />;
}

function Open({ id }: { readonly id: string }) {
  const known = loaded.value?.items.find(({ feedbackId }) => feedbackId === id);
  const { value = known, error } = useFetched(`feedback ${id}`, (stop) => fetchFeedback(id, stop));
  return (
    <Dialog title="Feedback" shape="panel" onClose={closeFeedback}>
      {value && <Whole record={value} />}
      {value === undefined && error !== undefined && <p class="problem">{error}</p>}
      {value === undefined && error === undefined && <p class="soft">Loading…</p>}
    </Dialog>
  );
}

function Whole({ record }: { readonly record: FeedbackRecord }) {
  const { sentiment, sentimentScores, feedbackText, timestamp } = record;
  return (
    <article class="whole">
      <p class="facts">
        <Badge sentiment={sentiment} />
        <time dateTime={new Date(timestamp * 1000).toISOString()}>{momentText(timestamp)}</time>
      </p>
      <p class="whole-text" dir="auto">
        {feedbackText}
      </p>
      <Scores sentiment={sentiment} scores={sentimentScores} />
      <Facts record={record} />
    </article>
  );
}

function Facts({ record }: { readonly record: FeedbackRecord }) {
  const { feedbackId, language, rating, source, metadata = {}, analysis } = record;
  return (
    <>
      <dl class="facts-list">
        <Customer customer={record.customerId} />
        <Fact name="Source">{source ?? '–'}</Fact>
        <Fact name="Rating">{rating === undefined ? '–' : `${rating} of 10`}</Fact>
        <Fact name="Language">{`${languageText(language)} (${language})`}</Fact>
        {Object.entries(metadata).map(([name, value]) => (
          <Fact key={name} name={name} isGiven>
            {value}
          </Fact>
        ))}
      </dl>
      <h3>Where the sentiment comes from</h3>
      <dl class="facts-list">
        <Fact name="Engine">{`${analysis.engine} ${analysis.engineVersion}`}</Fact>
        <Fact name="Pieces judged">{countText(analysis.chunks)}</Fact>
        <Fact name="Stand-in">{analysis.fallback ? 'yes, the first choice of engine could not answer' : 'no'}</Fact>
        <Fact name="Id">
          <code>{feedbackId}</code> <CopyButton text={feedbackId} what="the id" />
        </Fact>
      </dl>
    </>
  );
}

interface FactProps {
  readonly name: string;
  /** Whether the name is the customer's own word. */
  readonly isGiven?: boolean;
  readonly children: preact.ComponentChildren;
}

function Fact({ name, isGiven = false, children }: FactProps) {
  return (
    <div>
      <dt>{isGiven ? <bdi>{name}</bdi> : name}</dt>
      <dd dir="auto">{children}</dd>
    </div>
  );
}

function Customer({ customer }: { readonly customer: string }) {
  const change = { customer, feedback: undefined, range: 'all', from: undefined, to: undefined } as const;
  return (
    <Fact name="Customer">
      <bdi>{customer}</bdi>
      {customer !== ANONYMOUS && (
        <a class="aside" href={addressOf(change)} onClick={followed(() => go(change))}>
          All of this customer
        </a>
      )}
    </Fact>
  );
}
