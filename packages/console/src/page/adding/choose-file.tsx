import { useRef } from 'preact/hooks';
import { ImportIcon } from '../parts/icons.tsx';
import { countText } from '../parts/words.ts';
import { chosenFile } from '../state/open-dialog.ts';

const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'];

/** Where a file is dropped or picked, and the import is begun. */
export function ChooseFile({ onStart }: { readonly onStart: (encoding: string) => void }) {
  const encoding = useRef<HTMLSelectElement>(null);
  const file = chosenFile.value;
  const pick = (event: Event & { readonly currentTarget: HTMLInputElement }) => {
    chosenFile.value = event.currentTarget.files?.[0];
  };
  return (
    <div class="form">
      <label class="drop">
        <ImportIcon />
        <span class="drop-name">{file ? <bdi>{file.name}</bdi> : 'Drop a file here, or choose one'}</span>
        <span class="soft">{file ? sizeText(file.size) : 'CSV, TSV or JSON lines, of any size'}</span>
        <input type="file" class="hidden" accept=".csv,.tsv,.tab,.jsonl,.ndjson,.json" onChange={pick} />
      </label>
      <p class="soft">
        The column <code>feedback</code> is needed; <code>customer_id</code>, <code>timestamp</code>, <code>source</code>,{' '}
        <code>rating</code> (0 to 10), <code>language</code>, <code>idempotency_key</code> and <code>metadata.…</code> are
        understood too, some by other names such as <code>comment</code>, <code>date</code> or <code>channel</code>; the import
        tells which column it took as what. Importing a file again adds no row twice.
      </p>
      <p class="send">
        <button type="button" class="primary" disabled={!file} onClick={() => onStart(encoding.current?.value ?? 'utf-8')}>
          Import
        </button>
        <label class="choice inline">
          Encoding{' '}
          <select ref={encoding}>
            {ENCODINGS.map((name) => (
              <option key={name} value={name}>
                {name.toUpperCase()}
              </option>
            ))}
          </select>
        </label>
      </p>
    </div>
  );
}

function sizeText(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB'];
  const power = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
  return `${countText(Math.round(bytes / 1000 ** power))} ${units[power]}`;
}
