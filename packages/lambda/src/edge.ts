import { type Pipeline, REQUEST_MS } from '@earshot/core';
import { Hono } from 'hono';
import { methodNotAllowed } from 'hono/method-not-allowed';
import type { Edge, EdgeContext } from './context.ts';
import { answerError, answerRefusal } from './errors.ts';
import type { EdgeLog } from './log.ts';
import { openApiRoute } from './routes/openapi.ts';
import { readRoutes } from './routes/read.ts';
import { submitRoute } from './routes/submit.ts';

/** What the edge works with. */
export interface EdgeOptions {
  readonly pipeline: Pipeline;
  readonly log: EdgeLog;
  /** Whether feedback can be read back here. Only where every caller was let in before: by IAM, or by sitting at the machine. */
  readonly reading: boolean;
  /** The origin whose pages may submit; `*`, the default, for all. */
  readonly corsOrigin?: string;
  /** Milliseconds that a request has left. By default what Lambda says, elsewhere the time that API Gateway would give it. */
  readonly remainingMs?: (c: EdgeContext) => number;
}

/** Builds the edge of a pipeline: its routes, and one shape of answer for whatever goes wrong in them. */
export function createEdge({ pipeline, log, reading, corsOrigin = '*', remainingMs = timeLeft }: EdgeOptions): Edge {
  const app: Edge = new Hono();
  app.onError((error, c) => answerError(c, log, error));
  app.notFound((c) => answerRefusal(c, log, 404, { code: 'not-found', error: NO_ROUTE }));
  app.use(async (c, next) => {
    const requestId = c.env?.event?.requestContext?.requestId ?? pipeline.ids.fresh();
    c.set('requestId', requestId);
    c.set('answerHeaders', { 'x-request-id': requestId });
    // Hono hands on to onError only what is an Error of its own realm.
    await next().catch((error: unknown) => {
      c.res = answerError(c, log, error);
    });
  });
  app.use(methodNotAllowed({ app, onMethodNotAllowed: (c, methods) => refuseMethod(c, log, methods) }));
  submitRoute(app, { pipeline, corsOrigin, remainingMs });
  if (reading) readRoutes(app, pipeline.store);
  openApiRoute(app);
  return app;
}

const NO_ROUTE = 'There is nothing at this path; GET /openapi.json says what there is';

function timeLeft({ env }: EdgeContext): number {
  return env?.lambdaContext?.getRemainingTimeInMillis() ?? REQUEST_MS;
}

function refuseMethod(c: EdgeContext, log: EdgeLog, methods: readonly string[]): Response {
  const allow = methods.join(', ');
  const error = `This path takes ${allow} only`;
  return answerRefusal(c, log, 405, { code: 'method-not-allowed', error }, { allow });
}
