import type { NamedQuery } from '@earshot/core/queries';
import { useRef } from 'preact/hooks';

/** What the editor works with. */
export interface EditorProps {
  readonly sql: string;
  /** The named query that it began with. */
  readonly about: NamedQuery | undefined;
  readonly isRunning: boolean;
  readonly onInput: (sql: string) => void;
  readonly onRun: () => void;
  readonly onCancel: () => void;
  /** Shows which columns there are. */
  readonly onColumns: () => void;
}

/** Where SQL is written and run. The Tab key leaves it, so that nobody is caught. */
export function Editor({ sql, about, isRunning, onInput, onRun, onCancel, onColumns }: EditorProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const runByKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    onRun();
  };
  const cancel = () => {
    onCancel();
    field.current?.focus();
  };
  return (
    <section class="card editor" aria-labelledby="editor-title">
      <h2 id="editor-title">{about?.title ?? 'Ask in SQL'}</h2>
      <p class="soft">{about?.description ?? <About onColumns={onColumns} />}</p>
      <label class="hidden" for="sql">
        SQL
      </label>
      <textarea
        ref={field}
        id="sql"
        rows={Math.min(18, Math.max(5, sql.split('\n').length + 1))}
        spellcheck={false}
        autoCapitalize="off"
        value={sql}
        onInput={(event) => onInput(event.currentTarget.value)}
        onKeyDown={runByKey}
      />
      <p class="send">
        <button type="button" class="primary" aria-disabled={isRunning} onClick={onRun}>
          {isRunning ? 'Running…' : 'Run'}
        </button>
        {isRunning && (
          <button type="button" class="plain" onClick={cancel}>
            Cancel
          </button>
        )}
        <span class="hint">
          <kbd>Ctrl</kbd> <kbd>Enter</kbd>
        </span>
      </p>
    </section>
  );
}

function About({ onColumns }: { readonly onColumns: () => void }) {
  return (
    <>
      The view <code>all_feedback</code> has a row for each piece of feedback, as in Athena.{' '}
      <button type="button" class="link" onClick={onColumns}>
        Show its columns
      </button>
    </>
  );
}
