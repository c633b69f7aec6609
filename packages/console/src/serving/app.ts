import type { Embedded } from '@earshot/adapters-local';
import { type Ids, messageOf, SENTIMENTS, toFailure } from '@earshot/core';
import { createEdge, failureFields } from '@earshot/lambda';
import { Hono } from 'hono';
import type { Logger } from 'pino';
import { accessLog } from './access-log.ts';
import { guard } from './guard.ts';
import type { Answering } from './listen.ts';
import { pageFiles } from './page-files.ts';

/** What the local server works with. */
export interface AppOptions {
  readonly embedded: Embedded;
  readonly log: Logger;
  /** The port that it listens on, once it does. */
  readonly port: () => number | undefined;
}

/** What the local server answers: the routes of the edge, and those that only a machine's own user has. */
export function createApp({ embedded, log, port }: AppOptions): Answering {
  const { pipeline } = embedded;
  const problem = problems(pipeline.ids);
  const edge = createEdge({ pipeline, log, reading: true });
  const app = new Hono();
  app.onError((error) => {
    log.error(failureFields(toFailure(error)), 'request failed');
    return problem(500, 'internal', 'The request failed; the log says why');
  });
  app.use(accessLog(log));
  app.use(guard(port, (reason) => problem(403, 'denied', reason)));
  app.use(async (context, next) => {
    await next();
    context.header('x-content-type-options', 'nosniff');
  });
  ownRoutes(app, embedded, problem);
  app.route('/', pageFiles());
  app.all('*', (context) => edge.fetch(context.req.raw));
  return {
    fetch: (request) => app.fetch(request),
    malformed: () => problem(400, 'invalid', 'The request has a malformed URL or Host header'),
  };
}

function ownRoutes(app: Hono, embedded: Embedded, problem: Problems): void {
  app.get('/health', async (context) => {
    try {
      await embedded.check();
      return context.json({ status: 'ok' });
    } catch (error) {
      return problem(503, 'unavailable', messageOf(error));
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

/** Makes answers that say what is wrong in the shape that the edge uses. */
type Problems = (status: number, code: string, error: string) => Response;

function problems(ids: Ids): Problems {
  return (status, code, error) => {
    const requestId = ids.fresh();
    return Response.json({ error, code, requestId }, { status, headers: { 'x-request-id': requestId } });
  };
}
