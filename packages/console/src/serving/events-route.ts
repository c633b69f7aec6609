import type { Hono } from 'hono';
import type { Changes } from './changes.ts';

/** What the page is told of while it is open. */
export interface EventSources {
  readonly changes: Changes;
  /** Calls a listener when the state of an alert changes, until what it gives is called. */
  readonly onAlerts: (listener: () => void) => () => void;
  /** Ends all streams, so that the server can stop. */
  readonly stopping: AbortSignal;
}

/** Milliseconds between two signs of life; the page takes longer silence for a server that hangs. */
const ALIVE_EVERY = 15_000;

const HEADERS = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-store',
  'x-accel-buffering': 'no',
};

/** `GET /events`: server-sent events that say that something changed, and not what. */
export function eventsRoute(app: Hono, sources: EventSources): void {
  app.get('/events', (context) => context.body(eventStream(sources), 200, HEADERS));
}

function eventStream(sources: EventSources): ReadableStream<Uint8Array> {
  let end = () => {};
  return new ReadableStream({
    start: (controller) => {
      end = follow(sources, controller);
    },
    cancel: () => end(),
  });
}

/** Writes events to a stream until what it gives is called. */
function follow(
  { changes, onAlerts, stopping }: EventSources,
  controller: ReadableStreamDefaultController<Uint8Array>,
): () => void {
  const encoder = new TextEncoder();
  const tell = (event: string) => controller.enqueue(encoder.encode(`event: ${event}\ndata: {}\n\n`));
  const unlisten = [changes.listen(() => tell('changed')), onAlerts(() => tell('alerts'))];
  const alive = setInterval(() => tell('alive'), ALIVE_EVERY).unref();
  const end = () => {
    clearInterval(alive);
    stopping.removeEventListener('abort', close);
    for (const stop of unlisten) stop();
  };
  const close = () => {
    end();
    controller.close();
  };
  stopping.addEventListener('abort', close);
  tell('alive');
  if (stopping.aborted) close();
  return end;
}
