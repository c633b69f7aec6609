import type { SQLInputValue } from 'node:sqlite';
import { type ListQuery, parseCursor } from '@earshot/core';
import { keyOf } from './keys.ts';

/** A condition in SQL and the values for its question marks; it does not hold of the query where one of them is not given. */
export type Condition = readonly [sql: string, values: readonly (SQLInputValue | undefined)[]];

/** A piece of SQL with its values. */
export interface Clause {
  readonly sql: string;
  readonly values: readonly SQLInputValue[];
}

/** Those of the conditions whose values are given, joined by AND; true where there are none. */
export function allOf(conditions: readonly Condition[]): Clause {
  const asked = conditions.map(([sql, given]) => ({ sql, given, values: given.filter((value) => value !== undefined) }));
  const used = asked.filter(({ given, values }) => values.length === given.length);
  return {
    sql: used.map(({ sql }) => sql).join(' AND ') || 'TRUE',
    values: used.flatMap(({ values }) => values),
  };
}

/** The conditions of a list. */
export function listConditions({ customerId, sentiment, from, to, cursor }: Omit<ListQuery, 'limit'>): readonly Condition[] {
  const after = cursor === undefined ? undefined : parseCursor(cursor);
  return [
    ['customer_id = ?', [customerId]],
    // The plus keeps SQLite from the index by sentiment where the customer's is far narrower.
    [customerId === undefined ? 'sentiment = ?' : '+sentiment = ?', [sentiment]],
    ['timestamp >= ?', [from]],
    ['timestamp < ?', [to]],
    ['(timestamp, feedback_id) < (?, ?)', [after?.timestamp, after && keyOf(after.feedbackId)]],
  ];
}

/** The order of lists, in which the indexes have the records already. */
export const NEWEST_FIRST = 'ORDER BY timestamp DESC, feedback_id DESC';

/** A record's source, empty where it has none, and its language. */
export const SOURCE = "coalesce(record ->> '$.source', '')";
export const LANGUAGE = "record ->> '$.language'";
