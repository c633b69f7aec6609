import type { Sentiment } from '@earshot/core';
import { fetchCounts } from './api.ts';
import { find } from './dom.ts';
import { Feed } from './feed.ts';
import { FeedbackForm } from './form.ts';
import { Overview } from './overview.ts';

/** Milliseconds between two looks at the server, while somebody looks at the page. */
const LOOK_EVERY = 3_000;
const LOOK_AGAIN_AFTER = 1_500;

const feed = new Feed();
const overview = new Overview(choose);
let next: ReturnType<typeof setTimeout> | undefined;
let looking = false;

overview.open();
new FeedbackForm(() => void look()).open();
find('more', HTMLButtonElement).addEventListener('click', () => void more());
document.addEventListener('visibilitychange', () => void look());
void look();

function choose(sentiment: Sentiment | undefined): void {
  feed.choose(sentiment);
  void look();
}

/** Shows how things are now, and looks again a little later. */
async function look(): Promise<void> {
  clearTimeout(next);
  if (document.hidden) return;
  if (looking) {
    next = setTimeout(look, 100);
    return;
  }
  looking = true;
  const answers = await answered(async () => {
    const [counts] = await Promise.all([fetchCounts(), feed.refresh()]);
    overview.show(counts);
  });
  looking = false;
  clearTimeout(next);
  next = setTimeout(look, answers ? LOOK_EVERY : LOOK_AGAIN_AFTER);
}

async function more(): Promise<void> {
  const button = find('more', HTMLButtonElement);
  button.disabled = true;
  await answered(() => feed.more());
  button.disabled = false;
}

/** Does something with the server and shows whether it answers. */
async function answered(work: () => Promise<void>): Promise<boolean> {
  const connection = find('connection', HTMLParagraphElement);
  const banner = find('banner', HTMLParagraphElement);
  const answers = await work().then(
    () => true,
    () => false,
  );
  if (connection.dataset['state'] === (answers ? 'live' : 'lost')) return answers;
  connection.dataset['state'] = answers ? 'live' : 'lost';
  find('connection-text', HTMLSpanElement).textContent = answers ? 'Live' : 'Not connected';
  banner.hidden = answers;
  banner.textContent = answers
    ? ''
    : 'Earshot’s server does not answer. What you see may be old; this page tries again by itself.';
  return answers;
}
