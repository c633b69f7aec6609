import { Failure } from '@earshot/core';
import { NAMED_QUERIES, type NamedQuery } from '@earshot/core/queries';

/** How many names to offer for one that is not there. */
const OFFERED = 3;

/** The query of a name. Fails as `not-found`, with the names that are most like it. */
export function findQuery(name: string): NamedQuery {
  const found = NAMED_QUERIES.find((query) => query.name === name.toLowerCase());
  if (found) return found;
  const names = NAMED_QUERIES.map((query) => query.name).sort((a, b) => likeness(b, name) - likeness(a, name));
  throw new Failure('not-found', `there is no query named ${name}; near it are ${names.slice(0, OFFERED).join(', ')}`);
}

/** How many pairs of neighbouring letters two names share, as a share of all: 1 for equal ones. */
function likeness(a: string, b: string): number {
  const [some, others] = [pairsOf(a), pairsOf(b)];
  return (2 * some.filter((pair) => others.includes(pair)).length) / (some.length + others.length || 1);
}

function pairsOf(name: string): string[] {
  const letters = [...name.toLowerCase()];
  return letters.slice(1).map((letter, i) => `${letters[i]}${letter}`);
}
