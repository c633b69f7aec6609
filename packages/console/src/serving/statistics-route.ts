import { DIMENSIONS, type Dimension, type FeedbackReader } from '@earshot/adapters-local';
import { invalid } from '@earshot/core';
import type { Hono } from 'hono';
import { parseSearch, type QueryValues } from './filters.ts';

const MOST = 3;

/** `GET /statistics`: counts of what the filters let through, told apart by up to three dimensions. */
export function statisticsRoute(app: Hono, reader: Pick<FeedbackReader, 'statistics'>): void {
  app.get('/statistics', async (context) => {
    const query = context.req.queries();
    const { limit: _, cursor: __, ...filters } = parseSearch(query);
    return context.json({ rows: await reader.statistics({ by: dimensions(query), ...filters }, context.req.raw.signal) });
  });
}

function dimensions({ by = [] }: QueryValues): readonly Dimension[] {
  const known = by.flatMap((name) => DIMENSIONS.find((dimension) => dimension === name) ?? []);
  if (known.length === by.length && new Set(known).size === known.length && known.length <= MOST) return known;
  throw invalid([{ field: 'by', message: `must be up to ${MOST} different ones of ${DIMENSIONS.join(', ')}` }]);
}
