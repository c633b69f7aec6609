import { DatabaseSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import type { FeedbackRecord, Page } from '@earshot/core';
import { localFailure } from '../failures.ts';
import type { Answer, Question } from './feedback-reader.ts';
import { Search, type SearchQuery } from './search.ts';
import { statistics } from './statistics.ts';

// What runs in the thread of a `FeedbackReader`: a connection that only reads, and answers the questions that are sent.

/** Milliseconds that a search takes at once; other questions are answered in between. */
const SLICE_MS = 50;

interface Connection {
  readonly database: DatabaseSync;
  readonly search: Search;
}

const file = String(workerData);
let connection: Connection | undefined;

parentPort?.on('message', async (question: Question) => {
  parentPort?.postMessage({ id: question.id, ...(await answered(question)) } satisfies Answer);
});

async function answered(question: Question): Promise<Omit<Answer, 'id'>> {
  try {
    connection ??= connect();
    if ('statistics' in question) return { rows: statistics(connection.database, question.statistics) };
    return { page: await searched(connection.search, question.search, performance.now() + question.withinMs) };
  } catch (error) {
    const { kind, message, issues, retryable } = localFailure(error, file);
    return { failure: { kind, message, issues, retryable } };
  }
}

function connect(): Connection {
  const database = new DatabaseSync(file, { readOnly: true });
  database.exec('PRAGMA busy_timeout = 5000; PRAGMA cache_size = -16000');
  return { database, search: Search.on(database) };
}

async function searched(search: Search, query: SearchQuery, until: number): Promise<Page> {
  const items: FeedbackRecord[] = [];
  let position = query;
  for (;;) {
    const found = search.run({ ...position, limit: query.limit - items.length }, SLICE_MS);
    items.push(...found.items);
    const { cursor } = found;
    if (cursor === undefined) return { items };
    if (!found.interrupted || items.length === query.limit || performance.now() > until) return { items, cursor };
    position = { ...query, cursor };
    await nextTurn();
  }
}
