import { signal } from '@preact/signals';

/** What the page knows of its server. */
export type Connection = 'connecting' | 'live' | 'lost';

/** Whether the server answers. */
export const connection = signal<Connection>('connecting');

/** Grows whenever what is shown should be fetched again. */
export const refreshes = signal(0);

/** Grows whenever the state of an alert may have changed. */
export const alertChanges = signal(0);

/** The time in milliseconds, as of some seconds ago at most. */
export const now = signal(Date.now());

/** Milliseconds between two attempts to reach a server that is gone. */
const TRY_EVERY = 1_500;
/** Milliseconds of silence after which the server counts as gone; it says something every 15 seconds. */
const SILENCE = 40_000;
const CLOCK_EVERY = 15_000;

let source: EventSource | undefined;
let underWay = 0;
let waiting = false;
let again: ReturnType<typeof setTimeout> | undefined;
let silence: ReturnType<typeof setTimeout> | undefined;

/**
 * Listens to the server from now on, while somebody looks: a browser gives all its tabs six connections to a server together, so a tab
 * in the background must not keep one.
 */
export function startListening(): void {
  document.addEventListener('visibilitychange', () => (document.hidden ? stop() : listen()));
  setInterval(tellTime, CLOCK_EVERY);
  if (!document.hidden) listen();
}

/** Does something with the server; while anything is under way, changes wait, so that slow answers are not asked for over and over. */
export async function withServer<T>(work: () => Promise<T>): Promise<T> {
  underWay += 1;
  try {
    return await work();
  } finally {
    underWay -= 1;
    if (underWay === 0 && waiting) refresh();
  }
}

/** Has everything that is shown fetched again, now or once what is under way has ended. */
export function refresh(): void {
  waiting = underWay > 0;
  if (waiting) return;
  tellTime();
  refreshes.value += 1;
}

/** Notes that the server did not answer, and tries to reach it again until it does, while somebody looks. */
export function lost(): void {
  stop();
  connection.value = 'lost';
  if (!document.hidden) again = setTimeout(listen, TRY_EVERY);
}

function listen(): void {
  stop();
  source = new EventSource('/events');
  source.addEventListener('open', () => heard(found));
  source.addEventListener('changed', () => heard(refresh));
  source.addEventListener('alerts', () =>
    heard(() => {
      alertChanges.value += 1;
    }),
  );
  source.addEventListener('alive', () => heard(() => {}));
  source.addEventListener('error', lost);
  silence = setTimeout(lost, SILENCE);
}

function stop(): void {
  source?.close();
  source = undefined;
  clearTimeout(again);
  clearTimeout(silence);
}

function heard(then: () => void): void {
  clearTimeout(silence);
  silence = setTimeout(lost, SILENCE);
  then();
}

/** Everything may be another now: the server may have been gone, or the tab in the background. */
function found(): void {
  const first = connection.value === 'connecting';
  connection.value = 'live';
  if (first) return;
  refresh();
  alertChanges.value += 1;
}

function tellTime(): void {
  now.value = Date.now();
}
