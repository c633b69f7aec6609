import type { Hono } from 'hono';
import { parseSearch } from './filters.ts';
import type { Reading } from './reading.ts';

/** `GET /search`: a page of the records that the filters let through, newest first. */
export function searchRoute(app: Hono, reader: Reading): void {
  app.get('/search', async (context) =>
    context.json(await reader.search(parseSearch(context.req.queries()), undefined, context.req.raw.signal)),
  );
}
