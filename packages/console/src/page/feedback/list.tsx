import { useEffect, useRef } from 'preact/hooks';
import { piecesText } from '../parts/words.ts';
import { now, refreshes } from '../state/live.ts';
import { clearFilters, go, view } from '../state/navigation.ts';
import { periodOf } from '../state/period.ts';
import { queryOf } from '../state/requests.ts';
import { filterCount } from '../state/view.ts';
import { type Loaded, loaded, loadingMore, loadMore, loadNewest, startAgain } from './feed.ts';
import { Item } from './item.tsx';

/** All feedback that the filters let through, newest first. */
export function FeedbackList() {
  const query = queryOf(view.value, periodOf(view.value, now.value).period);
  const key = `${query}`;
  const changes = refreshes.value;
  useEffect(() => {
    const stop = new AbortController();
    void loadNewest(query, stop.signal);
    return () => stop.abort();
  }, [key, changes]);
  const list = loaded.value;
  return (
    <section class="feed" aria-labelledby="feed-title" aria-busy={list?.key !== key}>
      <header class="card-head">
        <h2 id="feed-title" tabIndex={-1}>
          Feedback
        </h2>
        <ExportLinks query={query} />
      </header>
      <p class="hidden" role="status">
        {list && list.arrived > 0 ? `${piecesText(list.arrived)} came in` : ''}
      </p>
      {list && <Shown list={list} query={query} />}
    </section>
  );
}

function Shown({ list, query }: { readonly list: Loaded; readonly query: URLSearchParams }) {
  if (list.error !== undefined) return <p class="card problem">{list.error}</p>;
  if (list.items.length === 0 && list.cursor === undefined) return list.key === `${query}` ? <NothingHere /> : null;
  return (
    <>
      {list.isOutdated && (
        <button type="button" class="chip news" onClick={() => void startAgain(query)}>
          There is newer feedback. Show it
        </button>
      )}
      {list.items.length > 0 && (
        <ol class="items card">
          {list.items.map((record) => (
            <Item key={record.feedbackId} record={record} />
          ))}
        </ol>
      )}
      {list.cursor !== undefined && <More query={query} count={list.items.length} />}
    </>
  );
}

/** Loads more when it is pressed, and when it comes into sight. */
function More({ query, count }: { readonly query: URLSearchParams; readonly count: number }) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const seen = new IntersectionObserver(([entry]) => entry?.isIntersecting && void loadMore(query), { rootMargin: '200px' });
    if (button.current && count > 0) seen.observe(button.current);
    return () => seen.disconnect();
  }, [`${query}`, count]);
  return (
    <button ref={button} type="button" class="plain more" aria-disabled={loadingMore.value} onClick={() => void loadMore(query)}>
      {loadingMore.value ? (query.has('text') ? 'Searching…' : 'Loading…') : 'Load more'}
    </button>
  );
}

/** Says why nothing is shown, and what would show something. */
function NothingHere() {
  const { range } = view.value;
  const filtered = filterCount(view.value) > 0;
  return (
    <div class="card nothing">
      <p>{filtered ? 'No feedback is like this.' : 'No feedback in this time.'}</p>
      <p class="choices">
        {filtered && (
          <button type="button" class="plain" onClick={clearFilters}>
            Clear filters
          </button>
        )}
        {range !== 'all' && (
          <button type="button" class="plain" onClick={() => go({ range: 'all', from: undefined, to: undefined })}>
            Look at all time
          </button>
        )}
      </p>
    </div>
  );
}

/** Links that save all that the filters let through, not only what is loaded. */
function ExportLinks({ query }: { readonly query: URLSearchParams }) {
  const address = (format: string) => `/export?${new URLSearchParams([['format', format], ...query])}`;
  return (
    <p class="exports">
      Export{' '}
      <a href={address('csv')} download>
        CSV
      </a>{' '}
      <a href={address('json')} download>
        JSON
      </a>
    </p>
  );
}
