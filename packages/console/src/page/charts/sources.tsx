import type { StatisticsRow } from '@earshot/adapters-local';
import { negativeShare, type Tally, tallyOf, totalOf } from '../figures/tally.ts';
import { followed } from '../parts/followed.ts';
import { StackedBar } from '../parts/stacked-bar.tsx';
import { countText, NO_SOURCE, shareText } from '../parts/words.ts';
import { useFetched } from '../state/fetched.ts';
import { now } from '../state/live.ts';
import { addressOf, go, view } from '../state/navigation.ts';
import { periodOf } from '../state/period.ts';
import { fetchStatistics, queryOf } from '../state/requests.ts';

/** Sources that are shown; the others are one line. */
const MOST = 7;

interface Source {
  readonly name: string;
  readonly tally: Tally;
}

/** Where feedback comes from, and how it is there. */
export function SourcesCard() {
  const query = queryOf(view.value, periodOf(view.value, now.value).period);
  const {
    value: rows = [],
    stale,
    error,
  } = useFetched(`${query}`, (stop) => fetchStatistics(query, ['source', 'sentiment'], stop));
  const withShare = view.value.sentiment === undefined;
  const sources = sourcesIn(rows);
  const most = Math.max(1, ...sources.map(({ tally }) => totalOf(tally)));
  return (
    <section class="card sources" aria-labelledby="sources-title" aria-busy={stale}>
      <header class="card-head">
        <h2 id="sources-title">By source</h2>
        {withShare && <span class="soft">share of negative</span>}
      </header>
      {error !== undefined && <p class="problem">{error}</p>}
      {sources.length === 0 && !stale && <p class="soft">Nothing to tell apart yet.</p>}
      <ul class="source-rows">
        {sources.slice(0, MOST).map((source) => (
          <SourceRow key={source.name} source={source} most={most} />
        ))}
      </ul>
      {sources.length > MOST && <p class="soft">{othersText(sources.slice(MOST))}</p>}
    </section>
  );
}

function SourceRow({ source: { name, tally }, most }: { readonly source: Source; readonly most: number }) {
  const share = negativeShare(tally);
  const isChosen = view.value.source === name;
  const change = { source: isChosen ? undefined : name };
  return (
    <li>
      <a
        href={addressOf(change)}
        class="source-row"
        aria-current={isChosen ? 'true' : undefined}
        onClick={followed(() => go(change))}
      >
        <span class="source-name">
          <bdi>{name || NO_SOURCE}</bdi> <small>{countText(totalOf(tally))}</small>
        </span>
        {view.value.sentiment === undefined && share !== undefined && (
          <span class="source-share">
            {shareText(share)}
            <span class="hidden"> negative</span>
          </span>
        )}
        <StackedBar values={tally} of={most} />
      </a>
    </li>
  );
}

function sourcesIn(rows: readonly StatisticsRow[]): readonly Source[] {
  return [...Map.groupBy(rows, ({ source }) => source ?? '')]
    .map(([name, members]) => ({ name, tally: tallyOf(members) }))
    .sort((a, b) => totalOf(b.tally) - totalOf(a.tally));
}

function othersText(others: readonly Source[]): string {
  const all = others.reduce((sum, { tally }) => sum + totalOf(tally), 0);
  return `and ${countText(others.length)} more with ${countText(all)}`;
}
