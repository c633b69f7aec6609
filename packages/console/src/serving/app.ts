import type { Embedded } from '@earshot/adapters-local';
import type { EngineOptions } from '@earshot/adapters-local/engine';
import { messageOf, SENTIMENTS } from '@earshot/core';
import { createEdge } from '@earshot/lambda';
import { type Context, Hono } from 'hono';
import type { Logger } from 'pino';
import type { Alerts } from '../alerting/alerts.ts';
import { accessLog } from './access-log.ts';
import { alertsRoute } from './alerts-route.ts';
import type { Changes } from './changes.ts';
import { eventsRoute } from './events-route.ts';
import { exportRoute } from './export-route.ts';
import { guard } from './guard.ts';
import { importRoute } from './import-route.ts';
import type { Answering } from './listen.ts';
import { ownPagesOnly } from './own-pages.ts';
import { pageFiles } from './page-files.ts';
import { Problems } from './problems.ts';
import { QueryRoutes } from './query-routes.ts';
import { searchRoute } from './search-route.ts';
import { statisticsRoute } from './statistics-route.ts';

/** What the local server works with. */
export interface AppOptions {
  readonly embedded: Embedded;
  /** The data folder. */
  readonly folder: string;
  /** How an import from the page loads its engine. */
  readonly engine?: EngineOptions;
  readonly alerts?: Alerts;
  /** Tells the page when records were added. */
  readonly changes: Changes;
  readonly log: Logger;
  /** The port that it listens on, once it does. */
  readonly port: () => number | undefined;
  /** Ends what would go on for long: streams of events, imports, queries. */
  readonly stopping?: AbortSignal;
}

/** What the local server answers: the routes of the edge, and those that only a machine's own user has. */
export function createApp(options: AppOptions): Answering {
  const { embedded, log, port } = options;
  const problems = new Problems(embedded.pipeline.ids, log);
  const refuse = (reason: string) => problems.answer(403, 'denied', reason);
  const app = new Hono();
  const failed = (error: unknown, { req }: Context) => (req.raw.signal.aborted ? left() : problems.failed(error));
  app.onError(failed);
  app.use(accessLog(log));
  app.use(guard(port, refuse));
  app.use(async (context, next) => {
    // Hono hands on to onError only what is an Error of its own realm.
    await next().catch((error: unknown) => {
      context.res = failed(error, context);
    });
    context.header('x-content-type-options', 'nosniff');
  });
  for (const path of ['/import', '/query']) app.use(path, ownPagesOnly(refuse));
  stateRoutes(app, embedded, problems);
  pageRoutes(app, options, problems);
  app.route('/', pageFiles());
  const edge = createEdge({ pipeline: embedded.pipeline, log, reading: true });
  app.all('*', (context) => edge.fetch(context.req.raw));
  return {
    fetch: (request) => app.fetch(request),
    malformed: () => problems.answer(400, 'invalid', 'The request has a malformed URL or Host header'),
  };
}

function stateRoutes(app: Hono, embedded: Embedded, problems: Problems): void {
  app.get('/health', async (context) => {
    try {
      await embedded.check();
      return context.json({ status: 'ok' });
    } catch (error) {
      return problems.answer(503, 'unavailable', messageOf(error));
    }
  });
  app.get('/metrics', async (context) =>
    context.body(await embedded.metrics.text(), 200, { 'content-type': embedded.metrics.contentType }),
  );
  app.get('/counts', (context) => {
    const counts = embedded.store.counts();
    return context.json(Object.fromEntries(SENTIMENTS.map((sentiment) => [sentiment, counts[sentiment] ?? 0])));
  });
}

/** What the page is made of; see docs/decisions/0015-page.md. */
function pageRoutes(
  app: Hono,
  { embedded, folder, engine = {}, alerts, changes, log, stopping = NEVER }: AppOptions,
  problems: Problems,
): void {
  statisticsRoute(app, embedded.reader);
  searchRoute(app, embedded.reader);
  exportRoute(app, embedded.reader);
  importRoute(app, { pipeline: embedded.pipeline, folder, engine, problems, log, stopping });
  alertsRoute(app, alerts);
  eventsRoute(app, { changes, onAlerts: (listener) => alerts?.onChange(listener) ?? (() => {}), stopping });
  const queries = new QueryRoutes(folder);
  queries.addTo(app);
  stopping.addEventListener('abort', () => void queries.close(), { once: true });
}

/** What stands in the log for whoever did not wait for the answer. */
function left(): Response {
  return new Response(null, { status: 499 });
}

const NEVER = new AbortController().signal;
