import { createHash } from 'node:crypto';
import { LABELS, type LabelledRow } from '@earshot/adapters-local/training';
import { Failure } from '@earshot/core';

/** Rows to train on, and rows to judge the result by. */
export interface Split {
  readonly trained: readonly LabelledRow[];
  readonly held: readonly LabelledRow[];
}

/** Fewer rows teach nothing that could be seen. */
const LEAST_ROWS = 50;
/** One row in so many is held back. */
const SHARE = 5;

/** Holds back a fifth, chosen by a hash of the text, so that it is the same each time and twins are on one side. Fails as `invalid` for too few. */
export function holdBack(rows: readonly LabelledRow[]): Split {
  if (rows.length < LEAST_ROWS)
    throw new Failure('invalid', `there are ${rows.length} labelled rows, too few to train on; give at least ${LEAST_ROWS}`);
  const { held = [], trained = [] } = Object.groupBy(rows, ({ text }) => (isHeld(text) ? 'held' : 'trained'));
  const labels = LABELS.filter((label) => trained.some((row) => row.label === label));
  if (labels.length < 2)
    throw new Failure(
      'invalid',
      `all rows to train on are ${labels.join()}; give rows with at least two of ${LABELS.join(', ')}`,
    );
  if (held.length === 0)
    throw new Failure('invalid', 'the rows are all alike, so none can be held back; give more rows that differ');
  return { trained, held };
}

function isHeld(text: string): boolean {
  const plain = text.trim().toLowerCase().replace(/\s+/g, ' ');
  return createHash('sha256').update(plain).digest().readUInt32BE() % SHARE === 0;
}
