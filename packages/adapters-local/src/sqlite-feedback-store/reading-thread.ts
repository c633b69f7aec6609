import { DatabaseSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import type { FeedbackRecord, Page } from '@earshot/core';
import { localFailure } from '../failures.ts';
import type { Answer, Message, Question } from './feedback-reader.ts';
import { matchingStatistics } from './matching-statistics.ts';
import { Search, type SearchQuery } from './search.ts';
import { type StatisticsQuery, type StatisticsRow, statistics } from './statistics.ts';

// What runs in the thread of a `FeedbackReader`: a connection that only reads, and answers the questions that are sent.

/** Milliseconds that a search takes at once; other questions are answered in between. */
const SLICE_MS = 50;

interface Connection {
  readonly database: DatabaseSync;
  readonly search: Search;
}

const file = String(workerData);
/** Questions whose answers somebody waits for. */
const wanted = new Set<number>();
let connection: Connection | undefined;

parentPort?.on('message', (message: Message) => {
  if ('stop' in message) wanted.delete(message.stop);
  else void answer(message);
});

async function answer(question: Question): Promise<void> {
  wanted.add(question.id);
  parentPort?.postMessage({ id: question.id, ...(await answered(question)) } satisfies Answer);
  wanted.delete(question.id);
}

async function answered(question: Question): Promise<Omit<Answer, 'id'>> {
  try {
    connection ??= connect();
    const isStopped = () => !wanted.has(question.id);
    if ('statistics' in question) return { rows: await counts(connection.database, question.statistics, isStopped) };
    const isOver = until(question.withinMs);
    return { page: await searched(connection.search, question.search, () => isOver() || isStopped()) };
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

async function counts(
  database: DatabaseSync,
  query: StatisticsQuery,
  isStopped: () => boolean,
): Promise<readonly StatisticsRow[]> {
  if (query.customerId === undefined && query.text === undefined) return statistics(database, query);
  const counting = matchingStatistics(database, query);
  for (let step = counting.next(); ; step = counting.next()) {
    if (step.done) return step.value;
    await nextTurn();
    if (isStopped()) return [];
  }
}

function until(withinMs: number): () => boolean {
  const end = performance.now() + withinMs;
  return () => performance.now() > end;
}

async function searched(search: Search, query: SearchQuery, isOver: () => boolean): Promise<Page> {
  const items: FeedbackRecord[] = [];
  let position = query;
  for (;;) {
    const found = search.run({ ...position, limit: query.limit - items.length }, SLICE_MS);
    items.push(...found.items);
    const { cursor } = found;
    if (cursor === undefined) return { items };
    if (!found.interrupted || items.length === query.limit || isOver()) return { items, cursor };
    position = { ...query, cursor };
    await nextTurn();
  }
}
