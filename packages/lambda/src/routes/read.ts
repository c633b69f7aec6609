import { Failure, type FeedbackStore } from '@earshot/core';
import { answer } from '../answer.ts';
import type { Edge } from '../context.ts';
import { parseListQuery } from '../list-query.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * `GET /feedback` and `GET /feedback/{id}`.
 *
 * They never carry CORS headers: on a laptop they answer whoever sits there, and any page in that person's browser could
 * otherwise read the feedback and send it away.
 */
export function readRoutes(app: Edge, store: FeedbackStore): void {
  app.get('/feedback', async (c) => answer(c, 200, await store.list(parseListQuery(c.req.queries()))));
  app.get('/feedback/:id', async (c) => {
    const id = c.req.param('id');
    const record = UUID.test(id) ? await store.get(id) : undefined;
    if (record === undefined) throw noFeedback();
    return answer(c, 200, record);
  });
}

function noFeedback(): Failure {
  const message = 'no feedback has this id';
  return new Failure('not-found', `id: ${message}`, { issues: [{ field: 'id', message }] });
}
