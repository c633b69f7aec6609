import { useEffect } from 'preact/hooks';
import { ImportDialog } from '../adding/import-dialog.tsx';
import { SubmitDialog } from '../adding/submit-dialog.tsx';
import { Detail } from '../feedback/detail.tsx';
import { SqlView } from '../sql/sql.tsx';
import { connection } from '../state/live.ts';
import { leftOut, view } from '../state/navigation.ts';
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
      <LeftOut />
      <main id="content" tabIndex={-1}>
        {tab === 'sql' ? <SqlView /> : <Overview />}
      </main>
      <Detail />
      {adding.value === 'form' && <SubmitDialog />}
      {adding.value === 'import' && <ImportDialog />}
    </>
  );
}

/** Says what a link asks for in vain, so that nobody takes what is shown for that. */
function LeftOut() {
  if (leftOut.value.length === 0) return null;
  return (
    <p class="banner" role="status">
      <span>
        The link says <bdi>{leftOut.value.join(', ')}</bdi>, which this page does not know. It is left out.
      </span>
    </p>
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
