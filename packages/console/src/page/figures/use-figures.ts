import { type Fetched, useFetched } from '../state/fetched.ts';
import { now } from '../state/live.ts';
import { view } from '../state/navigation.ts';
import { periodOf } from '../state/period.ts';
import { fetchStatistics, queryOf } from '../state/requests.ts';
import { type Tally, tallyOf } from './tally.ts';

/** What the figures are made of. */
export interface Counted {
  readonly now: Tally;
  /** Of the time before; absent where nothing is compared. */
  readonly before?: Tally;
}

/** Milliseconds between two moments that are compared with, as each is another request. */
const STEP = 60_000;

/**
 * Counts what the filters let through, and what they let through before; of every sentiment, as the share of negative among negative
 * feedback would say nothing.
 */
export function useFigures(): Fetched<Counted> {
  const filters = { ...view.value, sentiment: undefined };
  const { period, before } = periodOf(filters, Math.floor(now.value / STEP) * STEP);
  const key = JSON.stringify([`${queryOf(filters, period)}`, before]);
  return useFetched(key, async (stop) => {
    const count = async (query: URLSearchParams) => tallyOf(await fetchStatistics(query, ['sentiment'], stop));
    const [is, was] = await Promise.all([count(queryOf(filters, period)), before && count(queryOf(filters, before))]);
    return { now: is, ...(was && { before: was }) };
  });
}
