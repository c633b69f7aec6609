import { GiveButton, ImportButton } from '../adding/add-buttons.tsx';

/** What is shown as long as there is no feedback at all: how to come by some. */
export function Welcome() {
  const curl = `curl -X POST ${location.origin}/feedback \\
  -H 'content-type: application/json' \\
  -d '{"feedback": "Great service!"}'`;
  return (
    <section class="card welcome" aria-labelledby="welcome-title">
      <img src="/icon.svg" alt="" width="56" height="56" />
      <h2 id="welcome-title">Nothing heard yet</h2>
      <p class="soft">As soon as there is feedback, it shows up here by itself.</p>
      <p class="choices">
        <GiveButton name="Give the first feedback" />
        <ImportButton name="Import a file" />
      </p>
      <p class="soft">or drop a CSV file anywhere on this page, or send some from a program:</p>
      <pre>{curl}</pre>
      <p class="soft">
        To see the page alive at once, run <code>npm run demo</code> in another terminal.
      </p>
    </section>
  );
}
