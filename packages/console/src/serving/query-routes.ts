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

/** Answers SQL over the lake, whose database is opened with the first question. */
export class QueryRoutes {
  readonly #folder: string;
  #opened: Promise<Queries> | undefined;

  /** `folder` is the data folder. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** `GET /queries`: the named queries, and whether any can be run here. `POST /query`: runs one, or SQL. */
  addTo(app: Hono): void {
    app.get('/queries', async (context) => context.json({ queries: NAMED_QUERIES, available: await isInstalled() }));
    app.post('/query', bodyLimit({ maxSize: 2 * LONGEST, onError: tooLong }), async (context) => {
      const question = questionIn(await context.req.json().catch(() => undefined));
      return context.json(await (await this.#queries()).run(question, LIMITS, context.req.raw.signal));
    });
  }

  /** Stops what is under way. */
  async close(): Promise<void> {
    const queries = await this.#opened?.catch(() => undefined);
    await queries?.close();
  }

  #queries(): Promise<Queries> {
    this.#opened ??= openQueries(this.#folder).catch((error: unknown) => {
      this.#opened = undefined;
      throw error;
    });
    return this.#opened;
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
