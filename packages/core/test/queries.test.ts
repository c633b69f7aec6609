import { describe, expect, test } from '@jest/globals';
import { NAMED_QUERIES } from '../src/queries/index.ts';

/** Functions that mean the same to Athena and to DuckDB, to the last digit. `round` is none of them. */
const FUNCTIONS = ['avg', 'cast', 'coalesce', 'count', 'count_if', 'floor', 'hour', 'max', 'min', 'nullif', 'substr', 'sum'];

const named = NAMED_QUERIES.map((query) => [query.name, query] as const);

/** What a query calls in its answer, in order. */
function columnsOf(sql: string): string[] {
  const select = sql.slice(sql.lastIndexOf('\nSELECT') + 1);
  const list = select.slice(0, select.indexOf('\nFROM'));
  return list.split(/,\n {2}/).map((column) => /(\w+)$/.exec(column)?.[1] ?? '');
}

const matches = (sql: string, pattern: RegExp) => [...sql.matchAll(pattern)].map(([, found = '']) => found);

test('each name stands for one query, and is easy to type', () => {
  const names = NAMED_QUERIES.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
});

describe.each(named)('%s', (_, { title, description, sql, chart }) => {
  test('says what it is and what it answers, within what Athena takes', () => {
    expect(title).not.toBe('');
    expect(description).toMatch(/\.$/);
    expect(description.length).toBeLessThan(1_024);
  });

  test('reads all_feedback, and nothing but it and what it makes of it', () => {
    const made = matches(sql, /(\w+) AS \((?=\s*SELECT)/g);
    const read = matches(sql, /\b(?:FROM|JOIN) (\w+)/g);
    expect(read).toContain('all_feedback');
    expect(read.filter((name) => name !== 'all_feedback' && !made.includes(name))).toEqual([]);
  });

  test('is one statement, which says by the year which folders it needs, and the order of its rows', () => {
    expect(sql).toMatch(/^(SELECT|WITH) /);
    expect(sql).not.toContain(';');
    expect(sql).toMatch(/WHERE year >= /);
    expect(sql).toMatch(/\nORDER BY .+(\nLIMIT \d+)?$/);
  });

  test('calls no function that the two engines do not have in common', () => {
    expect(matches(sql, /(\w+)\(/g).filter((name) => !FUNCTIONS.includes(name))).toEqual([]);
  });

  test('divides no whole numbers, as Athena would cut off the remainder', () => {
    for (const divided of sql.split(' / ').slice(0, -1)) expect(divided).toMatch(/\b10+e0 \* .*$|0\.5e0\)$/);
  });

  test('its chart is made of columns that it has', () => {
    expect(columnsOf(sql)).toEqual(expect.arrayContaining(chart ? [chart.x, ...chart.y] : []));
  });
});
