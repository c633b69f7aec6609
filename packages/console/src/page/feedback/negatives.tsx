import { followed } from '../parts/followed.ts';
import { useFetched } from '../state/fetched.ts';
import { now } from '../state/live.ts';
import { addressOf, go, view } from '../state/navigation.ts';
import { periodOf } from '../state/period.ts';
import { fetchNewest, queryOf } from '../state/requests.ts';
import { Item } from './item.tsx';

/** Pieces of feedback that are shown. */
const SHOWN = 7;

/** What went wrong last. */
export function NegativesCard() {
  const filters = { ...view.value, sentiment: 'NEGATIVE' } as const;
  const query = queryOf(filters, periodOf(filters, now.value).period);
  const { value, stale, error } = useFetched(`${query}`, (stop) => fetchNewest(query, SHOWN, stop));
  const change = { sentiment: 'NEGATIVE' } as const;
  return (
    <section class="card negatives" aria-labelledby="negatives-title" aria-busy={stale}>
      <header class="card-head">
        <h2 id="negatives-title">Newest negative</h2>
        <a href={addressOf(change)} class="soft" onClick={followed(() => go(change))}>
          Only these
        </a>
      </header>
      {error !== undefined && <p class="problem">{error}</p>}
      {value?.length === 0 && <p class="soft">Nothing negative here.</p>}
      <ol class="items short">
        {value?.map((record) => (
          <Item key={record.feedbackId} record={record} />
        ))}
      </ol>
    </section>
  );
}
