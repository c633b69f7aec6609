import type { NamedQuery } from '@earshot/core/queries';
import { csvFile } from '../../showing/csv.ts';
import { ChartPicture } from '../charts/chart.tsx';
import { saveAs } from '../parts/save-as.ts';
import { countText, numberText } from '../parts/words.ts';
import type { QueryResult } from '../state/requests.ts';
import type { Answer } from './answer.ts';
import { drawResult, guessedChart, hintedChart, resultSummary } from './result-chart.ts';
import { ResultTable } from './result-table.tsx';

/** What a question was answered: a chart where one fits, and the table. */
export function Result({ answer }: { readonly answer: Answer }) {
  return (
    <div class="result" role="status" aria-live="polite">
      {answer === 'running' && <p class="card soft">Running…</p>}
      {answer === 'cancelled' && <p class="card soft">Cancelled.</p>}
      {typeof answer === 'object' && 'error' in answer && <p class="card problem sql-error">{answer.error}</p>}
      {typeof answer === 'object' && 'result' in answer && <Rows result={answer.result} query={answer.query} />}
    </div>
  );
}

function Rows({ result, query }: { readonly result: QueryResult; readonly query: NamedQuery | undefined }) {
  const chart = query ? hintedChart(result, query.chart) : guessedChart(result);
  return (
    <section class="card" aria-labelledby="result-title">
      <header class="card-head">
        <h2 id="result-title">
          Answer <small>{sizeText(result)}</small>
        </h2>
        <Save result={result} name={query?.name ?? 'query'} />
      </header>
      {chart && (
        <ChartPicture
          label={resultSummary(result, chart)}
          draw={(tones) => drawResult(result, chart, tones)}
          drawn={JSON.stringify([chart, result.rows])}
        />
      )}
      {result.rows.length === 0 ? <p class="soft">No rows.</p> : <ResultTable result={result} />}
    </section>
  );
}

function Save({ result, name }: { readonly result: QueryResult; readonly name: string }) {
  const names = result.columns.map((column) => column.name);
  const records = () => result.rows.map((row) => Object.fromEntries(names.map((column, at) => [column, row[at]])));
  return (
    <p class="exports">
      Save{' '}
      <button type="button" class="link" onClick={() => saveAs(`${name}.csv`, 'text/csv', csvFile([names, ...result.rows]))}>
        CSV
      </button>{' '}
      <button
        type="button"
        class="link"
        onClick={() => saveAs(`${name}.json`, 'application/json', JSON.stringify(records(), null, 2))}
      >
        JSON
      </button>
    </p>
  );
}

function sizeText({ rows, truncated, ms }: QueryResult): string {
  const count = truncated
    ? `the first ${countText(rows.length)} rows`
    : rows.length === 1
      ? '1 row'
      : `${countText(rows.length)} rows`;
  return `${count} in ${numberText(ms / 1000)} s`;
}
