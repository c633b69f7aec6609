import type { NamedQuery } from '@earshot/core/queries';
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { isStopped } from '../state/asking.ts';
import { useFetched } from '../state/fetched.ts';
import { go, view } from '../state/navigation.ts';
import { fetchQueries, runQuery } from '../state/requests.ts';
import type { Answer } from './answer.ts';
import { Editor } from './editor.tsx';
import { QueryList } from './query-list.tsx';
import { Result } from './result.tsx';

const FIRST = `SELECT sentiment, count(*) AS feedback
FROM all_feedback
GROUP BY sentiment
ORDER BY feedback DESC`;

const COLUMNS = 'DESCRIBE all_feedback';

/** Questions in SQL: those that come with Earshot, and one's own. */
export function SqlView() {
  const { value, error } = useFetched('queries', fetchQueries);
  if (value === undefined) return error === undefined ? null : <p class="card problem">{error}</p>;
  return value.available ? <Workbench queries={value.queries} /> : <NotInstalled />;
}

function NotInstalled() {
  return (
    <section class="card nothing" aria-labelledby="sql-title">
      <h2 id="sql-title">SQL needs DuckDB</h2>
      <p>
        It is an optional part of Earshot, and it is not installed here. Run <code>npm install @duckdb/node-api</code> where
        Earshot is installed, then start the server again. All else works without it.
      </p>
    </section>
  );
}

function Workbench({ queries }: { readonly queries: readonly NamedQuery[] }) {
  const sql = useSignal(FIRST);
  const answer = useSignal<Answer>(undefined);
  const running = useRef(new AbortController());
  const chosen = queries.find(({ name }) => name === view.value.query);
  const run = async (query: NamedQuery | undefined) => {
    running.current.abort();
    running.current = new AbortController();
    const { signal } = running.current;
    answer.value = 'running';
    const ended = await answered(query, sql.value, signal);
    if (!signal.aborted) answer.value = ended;
  };
  useEffect(() => {
    if (!chosen) return;
    sql.value = chosen.sql;
    void run(chosen);
  }, [chosen?.name]);
  useEffect(() => () => running.current.abort(), []);
  const runOwn = () => void run(sql.value === chosen?.sql ? chosen : undefined);
  const showColumns = () => {
    sql.value = COLUMNS;
    runOwn();
  };
  return (
    <div class="sql">
      <QueryList queries={queries} chosen={chosen} onChoice={(name) => go({ query: name })} />
      <div class="sql-main">
        <Editor sql={sql} about={chosen} isRunning={answer.value === 'running'} onRun={runOwn} onColumns={showColumns} />
        <Result answer={answer.value} />
      </div>
    </div>
  );
}

async function answered(query: NamedQuery | undefined, sql: string, stop: AbortSignal): Promise<Answer> {
  try {
    return { result: await runQuery(query ? { name: query.name } : { sql }, stop), query };
  } catch (error) {
    if (isStopped(error)) return undefined;
    return { error: error instanceof Error && error.name !== 'TypeError' ? error.message : 'The server does not answer.' };
  }
}
