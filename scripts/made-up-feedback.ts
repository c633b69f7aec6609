import { type FeedbackRecord, SENTIMENTS } from '@earshot/core';

const SUBJECTS =
  'parcel,courier,app,refund,invoice,support,checkout,sofa,kettle,jacket,password reset,search,price,return,update'.split(',');
const GOOD =
  'came two days early,was a joy to use,was sorted in {n} minutes,is better than the last one,works as described,fits well'.split(
    ',',
  );
const BAD =
  'never came,broke after {n} days,is still not there,crashes when I open it,was charged twice,arrived with a dent,took {n} hours'.split(
    ',',
  );
const OPENINGS =
  'Honestly;To be fair;I ordered {n} weeks ago and;Hello;As a customer since 20{n};My {w} says;Third time now;Order {n}{n}'.split(
    ';',
  );
const ENDINGS =
  'Thank you {w}!;Please call me back.;I will {w} again.;Never again.;Five stars.;Could be cheaper.;Reference {n}-{n}.;Regards, {w}'.split(
    ';',
  );
const WORDS =
  'mother,neighbour,Anna,Luis,order,tell friends,recommend,buy,Marek,Priya,colleague,come back,wait,Sam,sister,O’Neill'.split(
    ',',
  );
const SOURCES = ['web', 'app', 'email', 'survey', undefined];

/** Numbers from 0 to 1 that look random and are the same in each run. */
function* numbers(): Generator<number, never> {
  let state = 20_261_124;
  while (true) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32;
  }
}

const source = numbers();
const random = () => source.next().value;
const below = (end: number) => Math.floor(random() * end);
const pick = <T>(from: readonly [T, ...T[]] | readonly T[]): T | undefined => from[below(from.length)];
const hex = (digits: number) => Array.from({ length: digits }, () => below(16).toString(16)).join('');

/** Feedback that somebody might have given, at a time; texts of 1 to 5 sentences. */
export function madeUpFeedback(timestamp: number, lakeKey: string): FeedbackRecord {
  const [a, b, c, d] = [random(), random(), random(), random()];
  const sum = a + b + c + d;
  const via = pick(SOURCES);
  return {
    feedbackId: `${hex(8)}-${hex(4)}-8${hex(3)}-a${hex(3)}-${hex(12)}`,
    timestamp,
    customerId: `customer-${below(200_000)}`,
    feedbackText: Array.from({ length: 1 + below(5) }, sentence).join(' '),
    sentiment: SENTIMENTS[below(4)] ?? 'UNKNOWN',
    sentimentScores: { positive: a / sum, negative: b / sum, neutral: c / sum, mixed: d / sum },
    language: random() < 0.9 ? 'en' : 'de',
    analysis: { engine: 'earshot-linear', engineVersion: '1-2fd6a5a8', chunks: 1, fallback: false },
    ...(via !== undefined && { source: via }),
    ...(random() < 0.5 && { rating: below(11) }),
    ...(random() < 0.3 && { metadata: { order: String(below(10_000_000)), page: `/products/${below(3_000)}` } }),
    lakeKey,
  };
}

function sentence(): string {
  const claim = `the ${pick(SUBJECTS)} ${pick(random() < 0.5 ? GOOD : BAD)}`;
  const text =
    random() < 0.3
      ? (pick(ENDINGS) ?? '')
      : `${pick(OPENINGS)}, ${claim}${random() < 0.4 ? ` and the ${pick(SUBJECTS)} ${pick(BAD)}` : ''}.`;
  return text.replaceAll('{n}', () => String(2 + below(97))).replaceAll('{w}', () => pick(WORDS) ?? '');
}
