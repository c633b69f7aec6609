import { csvFile } from '../../showing/csv.ts';
import { saveAs } from '../parts/save-as.ts';
import { countText, numberText } from '../parts/words.ts';
import { go } from '../state/navigation.ts';
import type { ImportEnd, ImportSummary } from './import-request.ts';
import { TakenColumns } from './taken-columns.tsx';

/** Refused rows that are shown; more can be saved. */
const SHOWN = 100;

/** Characters that are shown of a row. */
const EXCERPT = 300;

/** What a summary offers. */
export interface SummaryProps {
  readonly end: ImportEnd;
  readonly onAgain: () => void;
  readonly onClose: () => void;
}

/** How an import ended, with every row that was refused and why. */
export function Summary({ end, onAgain, onClose }: SummaryProps) {
  const show = () => {
    onClose();
    go({ range: 'all', from: undefined, to: undefined });
  };
  return (
    <div class="form" role="status">
      {'error' in end ? <p class="problem">{end.error}</p> : <Done summary={end.done} />}
      <p class="send">
        {'done' in end && (
          <button type="button" class="primary" onClick={show}>
            Show all feedback
          </button>
        )}
        <button type="button" class="plain" onClick={onAgain}>
          Import another file
        </button>
      </p>
    </div>
  );
}

function Done({ summary }: { readonly summary: ImportSummary }) {
  const { read, added, present, refused, complete, taken, ignored, errors, seconds } = summary;
  return (
    <>
      {!complete && (
        <p class="problem">The import was stopped. What is imported stays; importing the file again adds no row twice.</p>
      )}
      <dl class="totals">
        <Total name="Added" value={added} />
        <Total name="There already" value={present} />
        <Total name="Refused" value={refused} />
      </dl>
      <p class="soft">
        {read === 1 ? '1 row' : `${countText(read)} rows`} in {numberText(seconds)} s
      </p>
      <TakenColumns taken={taken} ignored={ignored} />
      {errors.length > 0 && <Errors errors={errors} refused={refused} />}
    </>
  );
}

function Total({ name, value }: { readonly name: string; readonly value: number }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{countText(value)}</dd>
    </div>
  );
}

function Errors({ errors, refused }: Pick<ImportSummary, 'errors' | 'refused'>) {
  const shown = errors.slice(0, SHOWN);
  return (
    <>
      <div class="card-head">
        <h3>{shown.length < refused ? `The first ${countText(shown.length)} refused rows` : 'Refused rows'}</h3>
        <button type="button" class="link" onClick={() => saveErrors(errors)}>
          {errors.length < refused ? `Save the first ${countText(errors.length)} as CSV` : 'Save them as CSV'}
        </button>
      </div>
      <section class="scroll" tabIndex={0} aria-label="Refused rows">
        <table>
          <thead>
            <tr>
              <th scope="col">Line</th>
              <th scope="col">Why</th>
              <th scope="col">Row</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ line, reason, row }) => (
              <tr key={line}>
                <th scope="row">{countText(line)}</th>
                <td>{reason}</td>
                <td class="excerpt" dir="auto">
                  {row.slice(0, EXCERPT)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

/** In the columns in which `earshot import` writes them. */
function saveErrors(errors: ImportSummary['errors']): void {
  const rows = errors.map(({ line, reason, row }) => [line, reason, row]);
  saveAs('refused-rows.csv', 'text/csv', csvFile([['line', 'reason', 'row'], ...rows]));
}
