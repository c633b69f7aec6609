import { followed } from '../parts/followed.ts';
import { addressOf, openFeedback } from '../state/navigation.ts';
import type { QueryResult } from '../state/requests.ts';

/** Rows that are drawn; all of them can be saved. */
const MOST = 500;

/** Characters that are not broken over lines. */
const SHORT = 32;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The rows of an answer. An id opens its feedback. */
export function ResultTable({ result: { columns, rows } }: { readonly result: QueryResult }) {
  const shown = rows.slice(0, MOST);
  const numeric = columns.map((_, at) => rows.every((row) => row[at] === null || typeof row[at] === 'number'));
  return (
    <>
      <section class="scroll" tabIndex={0} aria-label="Rows of the answer">
        <table>
          <thead>
            <tr>
              {columns.map(({ name, type }, at) => (
                <th key={at} scope="col" title={type} data-numeric={numeric[at]}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row, line) => (
              <tr key={line}>
                {row.map((value, at) => (
                  <td key={at} data-numeric={numeric[at]}>
                    <Cell value={value} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {rows.length > MOST && <p class="soft">These are the first {MOST}. Saving keeps all of them.</p>}
    </>
  );
}

function Cell({ value }: { readonly value: unknown }) {
  if (value === null || value === undefined) return <span class="soft">null</span>;
  if (typeof value === 'object') return <code>{JSON.stringify(value)}</code>;
  const text = String(value);
  if (!UUID.test(text))
    return (
      <span class="cell" dir="auto" data-short={text.length <= SHORT}>
        {text}
      </span>
    );
  return (
    <a href={addressOf({ feedback: text })} onClick={followed(() => openFeedback(text))}>
      {text.slice(0, 8)}…
    </a>
  );
}
