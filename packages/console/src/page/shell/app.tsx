import { useEffect } from 'preact/hooks';
import { ImportDialog } from '../adding/import-dialog.tsx';
import { SubmitDialog } from '../adding/submit-dialog.tsx';
import { Detail } from '../feedback/detail.tsx';
import { SqlView } from '../sql/sql.tsx';
import { connection } from '../state/live.ts';
import { view } from '../state/navigation.ts';
import { adding } from '../state/open-dialog.ts';
import { Header } from './header.tsx';
import { Overview } from './overview.tsx';

/** The whole page. */
export function App() {
  const { tab } = view.value;
  useEffect(() => {
    document.title = tab === 'sql' ? 'SQL – Earshot' : 'Earshot';
  }, [tab]);
  return (
    <>
      <a class="skip" href="#content">
        Skip to the content
      </a>
      <Header />
      <Lost />
      <main id="content" tabIndex={-1}>
        {tab === 'sql' ? <SqlView /> : <Overview />}
      </main>
      <Detail />
      {adding.value === 'form' && <SubmitDialog />}
      {adding.value === 'import' && <ImportDialog />}
    </>
  );
}

/** Says that the server is gone, and that nothing needs to be done about it here. */
function Lost() {
  return (
    <div role="alert">
      {connection.value === 'lost' && (
        <p class="banner">Earshot’s server does not answer. What you see may be old; this page tries again by itself.</p>
      )}
    </div>
  );
}
