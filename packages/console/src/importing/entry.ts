import { canonical, defined, type Ids, type ImportEntry, invalid, isObject, parseSubmission } from '@earshot/core';
import type { Field } from './columns.ts';
import type { Occurrences } from './occurrences.ts';
import type { Cells } from './rows.ts';
import { readTime } from './time.ts';

/**
 * What a row asks to import. A row without a key gets one that is derived from its contents and from how many equal rows came before
 * it, so that the same file, or a longer one with the same rows, gives the same keys. Fails as `invalid`, naming the fields.
 */
export function toEntry(row: Cells, seen: Occurrences, ids: Ids): ImportEntry {
  const value = (field: Field) => cellOf(row, field);
  const body = {
    feedback: value('feedback'),
    customer_id: value('customer_id'),
    language: value('language'),
    source: value('source'),
    rating: ratingOf(value('rating')),
    metadata: metadataOf(row),
  };
  const acceptedAt = readTime(value('timestamp'));
  const given = givenKey(value('idempotency_key'));
  const submission = parseSubmission(body, given);
  const idempotencyKey = given ?? derivedKey(JSON.stringify(['import', canonical(submission), acceptedAt ?? null]), seen, ids);
  return { submission: { ...submission, idempotencyKey }, ...defined({ acceptedAt }) };
}

/** The cell of a field; an empty one is absent. */
function cellOf({ cells, columns }: Cells, field: Field): unknown {
  const column = columns.taken.get(field);
  return column && present(cells[column.at]);
}

function present(cell: unknown): unknown {
  return cell === '' || cell === null ? undefined : cell;
}

function ratingOf(cell: unknown): unknown {
  return typeof cell === 'string' && /^\s*-?\d+(\.\d+)?\s*$/.test(cell) ? Number(cell) : cell;
}

/** The metadata as a value of its own and as columns together; one that is no object is handed on, to be refused. */
function metadataOf(row: Cells): unknown {
  const nested = cellOf(row, 'metadata');
  const flat = row.columns.metadata.flatMap(({ at, name }) => {
    const cell = present(row.cells[at]);
    return cell === undefined ? [] : [[name, cell] as const];
  });
  if (flat.length === 0 || (nested !== undefined && !isObject(nested))) return nested;
  return { ...nested, ...Object.fromEntries(flat) };
}

function givenKey(cell: unknown): string | undefined {
  if (cell === undefined || typeof cell === 'string') return cell;
  throw invalid([{ field: 'idempotency_key', message: 'must be a string' }]);
}

function derivedKey(contents: string, seen: Occurrences, ids: Ids): string {
  const first = ids.derive(contents);
  const occurrence = seen.count(first);
  return occurrence === 1 ? first : ids.derive(`${first} ${occurrence}`);
}
