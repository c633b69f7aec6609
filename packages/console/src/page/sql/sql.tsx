import type { NamedQuery } from '@earshot/core/queries';
import { signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useFetched } from '../state/fetched.ts';
import { go, view } from '../state/navigation.ts';
import { fetchQueries } from '../state/requests.ts';
import { Editor } from './editor.tsx';
import { QueryList } from './query-list.tsx';
import { Result } from './result.tsx';
import { useAnswer } from './use-answer.ts';

const FIRST = `SELECT sentiment, count(*) AS feedback
FROM all_feedback
GROUP BY sentiment
ORDER BY feedback DESC`;

const COLUMNS = 'SELECT column_name AS "column", column_type AS type FROM (DESCRIBE all_feedback)';

/** What was typed last. It stays while a named query, or another view, is looked at. */
const typed = signal(FIRST);

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
  const sql = useSignal(typed.value);
  const { answer, ask, cancel } = useAnswer();
  const { query } = view.value;
  const chosen = queries.find(({ name }) => name === query);
  useEffect(() => {
    sql.value = chosen?.sql ?? typed.value;
    if (chosen) ask({ query: chosen });
  }, [chosen?.name]);
  const type = (text: string) => {
    sql.value = text;
    typed.value = text;
  };
  const run = () => ask(chosen && sql.value === chosen.sql ? { query: chosen } : { sql: sql.value });
  return (
    <div class="sql">
      <QueryList queries={queries} chosen={chosen} onChoice={(name) => go({ query: name })} />
      <div class="sql-main">
        {query !== undefined && !chosen && <p class="card problem">There is no question called “{query}” here.</p>}
        <Editor
          sql={sql.value}
          about={chosen}
          isRunning={answer === 'running'}
          onInput={type}
          onRun={run}
          onCancel={cancel}
          onColumns={() => ask({ sql: COLUMNS })}
        />
        <Result answer={answer} />
      </div>
    </div>
  );
}
