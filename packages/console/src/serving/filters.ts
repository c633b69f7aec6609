import type { SearchQuery } from '@earshot/adapters-local';
import { defined, type Issue, invalid, isFailure, type ListQuery } from '@earshot/core';
import { parseListQuery } from '@earshot/lambda';

/** The values of each name in the query of a request. */
export type QueryValues = Readonly<Record<string, readonly string[]>>;

/** Longest value of a filter, in characters. */
const LONGEST = 200;

const MUST_BE = `must be one text of at most ${LONGEST} characters`;

/** The filters that the edge's list does not have. */
const OWN = ['source', 'language', 'text'] as const;

/** Reads the filters of a request; fails as `invalid` naming every one at fault. */
export function parseSearch(query: QueryValues): SearchQuery {
  const issues = OWN.filter((name) => !fits(query[name])).map((field) => ({ field, message: MUST_BE }));
  const list = parseList(query, issues);
  const [source, language, text] = OWN.map((name) => query[name]?.[0]);
  return { ...list, ...defined({ source, language: language || undefined, text: text || undefined }) };
}

/** The filters that the edge knows; their problems are told with those of the others. */
function parseList(query: QueryValues, others: readonly Issue[]): ListQuery {
  try {
    const list = parseListQuery(query);
    if (others.length === 0) return list;
  } catch (error) {
    if (!isFailure(error) || error.kind !== 'invalid') throw error;
    throw invalid([...error.issues, ...others]);
  }
  throw invalid(others);
}

/** Whether a name has one value or none. */
function fits(values: readonly string[] = []): boolean {
  return values.length <= 1 && values.every((value) => value.length <= LONGEST);
}
