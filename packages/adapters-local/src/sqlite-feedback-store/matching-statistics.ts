import type { DatabaseSync } from 'node:sqlite';
import type { Condition } from './conditions.ts';
import { textConditions } from './search.ts';
import { counted, END, floor, grouped, HOUR, type Span, type StatisticsQuery, type StatisticsRow } from './statistics.ts';

/** Records that are looked at before others get their turn: some 10 ms. */
const AT_ONCE = 5_000;

/**
 * Counts what no tally tells apart, those of a customer or with a text: record by record, some thousand at a time. Each step gives nothing
 * yet but the turn to others; whoever does not go on spares the rest.
 */
export function* matchingStatistics(
  database: DatabaseSync,
  query: StatisticsQuery,
): Generator<undefined, readonly StatisticsRow[]> {
  const conditions: readonly Condition[] = [['customer_id = ?', [query.customerId]], ...textConditions(query.text)];
  const rows = new Map<string, StatisticsRow>();
  for (const span of stretches(database, query)) {
    for (const row of grouped(database, query, [counted(span, conditions)])) add(rows, row);
    yield;
  }
  if (query.by.length === 0 && rows.size === 0) return [{ count: 0 }];
  return [...rows.values()].sort((a, b) => inOrder(a, b, query));
}

function add(rows: Map<string, StatisticsRow>, row: StatisticsRow): void {
  const { count, ...names } = row;
  const key = JSON.stringify(names);
  rows.set(key, { ...row, count: count + (rows.get(key)?.count ?? 0) });
}

function inOrder(a: StatisticsRow, b: StatisticsRow, { by }: StatisticsQuery): number {
  for (const name of by) {
    const [left = '', right = ''] = [a[name], b[name]];
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}

/** The time of a query in stretches with few records each; the tally knows how many an hour has. */
function* stretches(database: DatabaseSync, { from = 0, to = END }: StatisticsQuery): Generator<Span> {
  const hours = database.prepare('SELECT hour, sum(records) AS records FROM tally WHERE hour >= ? AND hour < ? GROUP BY hour');
  let [begin, held] = [from, 0];
  for (const row of hours.all(floor(from), to)) {
    const [hour, records] = [Number(row['hour']), Number(row['records'])];
    if (held > 0 && held + records > AT_ONCE) {
      yield [begin, hour];
      [begin, held] = [hour, 0];
    }
    held += records;
    if (held <= AT_ONCE) continue;
    yield* pieces([Math.max(begin, hour), Math.min(hour + HOUR, to)], held / AT_ONCE);
    [begin, held] = [hour + HOUR, 0];
  }
  if (held > 0) yield [begin, to];
}

/** Cuts a span into so many pieces, of a second at least. */
function* pieces([from, to]: Span, count: number): Generator<Span> {
  const step = Math.max(1, Math.ceil((to - from) / count));
  for (let begin = from; begin < to; begin += step) yield [begin, Math.min(begin + step, to)];
}
