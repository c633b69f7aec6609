import type { SearchQuery } from '@earshot/adapters-local';
import { defined, invalid } from '@earshot/core';
import { parseListQuery } from '@earshot/lambda';

/** The values of each name in the query of a request. */
export type QueryValues = Readonly<Record<string, readonly string[]>>;

/** Longest value of a filter, in characters. */
const LONGEST = 200;

/** Reads the filters of a request; fails as `invalid` naming every one at fault. */
export function parseSearch(query: QueryValues): SearchQuery {
  const own = { source: one(query, 'source'), language: one(query, 'language'), text: one(query, 'text') };
  const { text, language, source } = own;
  return { ...parseListQuery(query), ...defined({ source, language: language || undefined, text: text || undefined }) };
}

/** The one value of a name, when there is any. */
function one(query: QueryValues, name: string): string | undefined {
  const [value, ...others] = query[name] ?? [];
  const fits = others.length === 0 && (value === undefined || value.length <= LONGEST);
  if (!fits) throw invalid([{ field: name, message: `must be one text of at most ${LONGEST} characters` }]);
  return value;
}
