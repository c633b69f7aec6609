import { signal } from '@preact/signals';
import { leftOutOf, PLAIN, readView, type View, writeView } from './view.ts';

/** What the address says now. */
export const view = signal<View>(readView(location.search));

/** What the address says and nobody understands, until another view is shown. */
export const leftOut = signal(leftOutOf(location.search));

window.addEventListener('popstate', () => {
  view.value = readView(location.search);
  leftOut.value = leftOutOf(location.search);
});

/** The address of the view with a change. */
export function addressOf(change: Partial<View>): string {
  return `/${writeView({ ...view.value, ...change })}`;
}

/** Shows another view. The one before stays behind the Back button, unless it is replaced. */
export function go(change: Partial<View>, how: 'push' | 'replace' = 'push'): void {
  const next = { ...view.value, ...change };
  const address = `/${writeView(next)}`;
  if (address === `${location.pathname}${location.search}`) return;
  if (how === 'push') history.pushState({ within: true }, '', address);
  else history.replaceState(history.state, '', address);
  view.value = next;
  leftOut.value = [];
}

/** Opens a piece of feedback over what is shown. */
export function openFeedback(id: string): void {
  go({ feedback: id });
}

/** Closes the open piece of feedback: back to where it was opened, or simply away where the page began with it. */
export function closeFeedback(): void {
  if (isWithin(history.state)) history.back();
  else go({ feedback: undefined }, 'replace');
}

/** Takes every filter away, and keeps the range. */
export function clearFilters(): void {
  const { range, from, to } = view.value;
  go({ ...PLAIN, range, from, to });
}

function isWithin(state: unknown): boolean {
  return typeof state === 'object' && state !== null && 'within' in state;
}
