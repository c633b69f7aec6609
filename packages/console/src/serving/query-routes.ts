import { Fields, invalid, isObject } from '@earshot/core';
import { NAMED_QUERIES } from '@earshot/core/queries';
import type { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { loadDuckDb } from '../querying/duckdb.ts';
import { openQueries, type Queries, type Question } from '../querying/open-queries.ts';

/** What the page gets of an answer; whoever wants more takes `earshot query`. */
const LIMITS = { withinMs: 30_000, maxRows: 10_000 };

/** Longest SQL, in bytes. */
const LONGEST = 100_000;

/** Answers SQL over the lake, in processes of its own. */
export class QueryRoutes {
  readonly #queries: Queries;

  /** `folder` is the data folder. */
  constructor(folder: string) {
    this.#queries = openQueries(folder);
  }

  /** `GET /queries`: the named queries, and whether any can be run here. `POST /query`: runs one, or SQL. */
  addTo(app: Hono): void {
    app.get('/queries', async (context) => context.json({ queries: NAMED_QUERIES, available: await isInstalled() }));
    app.post('/query', bodyLimit({ maxSize: 2 * LONGEST, onError: tooLong }), async (context) => {
      const question = questionIn(await context.req.json().catch(() => undefined));
      const json = await this.#queries.json(question, LIMITS, context.req.raw.signal);
      return context.body(json, 200, { 'content-type': 'application/json' });
    });
  }

  /** Stops what is under way. */
  close(): Promise<void> {
    return this.#queries.close();
  }
}

function questionIn(body: unknown): Question {
  const fields = new Fields(isObject(body) ? body : {});
  const [name, sql] = [fields.text('name', { maxBytes: 100 }), fields.text('sql', { maxBytes: LONGEST })];
  if (fields.issues.length > 0) throw invalid(fields.issues);
  if (name !== undefined && sql === undefined) return { name };
  if (sql !== undefined && name === undefined) return { sql };
  throw invalid([{ field: 'sql', message: 'give either sql or the name of a query, as JSON' }]);
}

function tooLong(): never {
  throw invalid([{ field: 'sql', message: `must be at most ${LONGEST.toLocaleString('en')} bytes`, tooLarge: true }]);
}

async function isInstalled(): Promise<boolean> {
  return loadDuckDb().then(
    () => true,
    () => false,
  );
}
