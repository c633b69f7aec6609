import { countText, daysText, preciseShareText, SENTIMENT_NAMES, signedText } from '../parts/words.ts';
import type { Fetched } from '../state/fetched.ts';
import { view } from '../state/navigation.ts';
import type { Filters, Range } from '../state/view.ts';
import { countDifference, type Difference, ENOUGH, netDifference, type Pair, shareDifference } from './difference.ts';
import { judgedOf, negativeShare, netSentiment, type Tally, totalOf } from './tally.ts';
import { type Counted, useFigures } from './use-figures.ts';

const TITLES = {
  today: 'Today so far',
  '7d': 'Last 7 days',
  '30d': 'Last 30 days',
  '60d': 'Last 60 days',
  all: 'Of all time',
} as const satisfies Record<Exclude<Range, 'custom'>, string>;

const COMPARED_WITH = {
  today: 'compared with the same time last week',
  '7d': 'compared with the 7 days before',
  '30d': 'compared with the 30 days before',
  '60d': 'compared with the 60 days before',
  all: '',
} as const satisfies Record<Exclude<Range, 'custom'>, string>;

/** How things are, in three figures, each with how it differs from before. */
export function Figures() {
  const counted = useFigures();
  return (
    <section class="figures" aria-labelledby="figures-title" aria-busy={counted.stale}>
      <h2 id="figures-title" class="section-title">
        {titleOf(view.value)}
        <small>{comparedWith(view.value)}</small>
      </h2>
      <div class="figure-cards">
        <Cards counted={counted} />
      </div>
    </section>
  );
}

function titleOf({ range, from, to }: Filters): string {
  return range === 'custom' ? daysText(from, to) : TITLES[range];
}

/** Nothing is compared with where an end is open, or no day lies between the two. */
function comparedWith({ range, from, to }: Filters): string {
  if (range !== 'custom') return COMPARED_WITH[range];
  if (from === undefined || to === undefined || from > to) return '';
  return from === to ? 'compared with the day before' : 'compared with as many days before';
}

function Cards({ counted: { value, error } }: { readonly counted: Fetched<Counted> }) {
  if (error !== undefined) return <p class="card problem">{error}</p>;
  const tally = value?.now;
  const pair = value?.before && { now: value.now, before: value.before };
  return (
    <>
      <CountCard tally={tally} pair={pair} />
      <ShareCard tally={tally} pair={pair} />
      <NetCard tally={tally} pair={pair} />
    </>
  );
}

interface CardProps {
  readonly tally: Tally | undefined;
  readonly pair: Pair | undefined;
}

function CountCard({ tally, pair }: CardProps) {
  const { sentiment } = view.value;
  const countOf = (of: Tally) => (sentiment === undefined ? totalOf(of) : of[sentiment]);
  return (
    <Figure
      name={sentiment === undefined ? 'Feedback' : `${SENTIMENT_NAMES[sentiment]} feedback`}
      value={tally && countText(countOf(tally))}
      difference={pair && countDifference(countOf(pair.now), countOf(pair.before))}
    />
  );
}

function ShareCard({ tally, pair }: CardProps) {
  const share = tally && negativeShare(tally);
  const shown = tally && (share === undefined ? '–' : preciseShareText(share));
  return (
    <Figure name="Negative" value={shown} difference={pair && shareDifference(pair)} good="down" few={tally}>
      {tally && `${countText(tally.NEGATIVE)} of ${countText(totalOf(tally))}`}
    </Figure>
  );
}

function NetCard({ tally, pair }: CardProps) {
  const net = tally && netSentiment(tally);
  const shown = tally && (net === undefined ? '–' : signedText(net));
  return (
    <Figure name="Net sentiment" value={shown} difference={pair && netDifference(pair)} good="up" few={tally}>
      <Scale net={net} />
    </Figure>
  );
}

interface FigureProps {
  readonly name: string;
  readonly value: string | undefined;
  readonly difference: Difference | undefined;
  /** The direction that is welcome; neither where it means nothing. */
  readonly good?: 'up' | 'down';
  /** What a share is of, where few make it worth little. */
  readonly few?: Tally | undefined;
  readonly children?: preact.ComponentChildren;
}

function Figure({ name, value, difference, good, few, children }: FigureProps) {
  const isFew = difference === undefined && few !== undefined && judgedOf(few) > 0 && judgedOf(few) < ENOUGH;
  return (
    <div class="card figure">
      <h3>{name}</h3>
      <p class="figure-value">{value ?? '…'}</p>
      {children !== undefined && <div class="figure-note">{children}</div>}
      {difference && <Change difference={difference} good={good} />}
      {isFew && <p class="change">too few to say much</p>}
    </div>
  );
}

const ARROWS = { up: '▲', down: '▼', same: '=', unsure: '' } as const;

function Change({
  difference: { direction, text },
  good,
}: {
  readonly difference: Difference;
  readonly good: 'up' | 'down' | undefined;
}) {
  const isChange = direction === 'up' || direction === 'down';
  const mood = !isChange || good === undefined ? 'plain' : direction === good ? 'good' : 'bad';
  return (
    <p class="change" data-mood={mood}>
      {ARROWS[direction] !== '' && <span aria-hidden="true">{ARROWS[direction]} </span>}
      {text}
    </p>
  );
}

/** Where a net sentiment stands between −100 and 100. */
function Scale({ net }: { readonly net: number | undefined }) {
  return (
    <div class="scale" aria-hidden="true">
      <span>−100</span>
      <div class="scale-line">{net !== undefined && <i style={{ insetInlineStart: `${(net + 100) / 2}%` }} />}</div>
      <span>100</span>
    </div>
  );
}
