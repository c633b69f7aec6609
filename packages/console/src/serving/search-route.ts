import type { FeedbackReader } from '@earshot/adapters-local';
import type { Hono } from 'hono';
import { parseSearch } from './filters.ts';

/** `GET /search`: a page of the records that the filters let through, newest first. */
export function searchRoute(app: Hono, reader: Pick<FeedbackReader, 'search'>): void {
  app.get('/search', async (context) =>
    context.json(await reader.search(parseSearch(context.req.queries()), undefined, context.req.raw.signal)),
  );
}
