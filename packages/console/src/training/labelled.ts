import { LABELS, type LabelledRow, readLabelledRows } from '@earshot/adapters-local/training';
import { tell } from '../output.ts';
import { leftOutLines } from './left-out.ts';
import { storeRows } from './store-rows.ts';

/** Where labelled rows come from. */
export interface RowSources {
  readonly files: readonly string[];
  /** The data folder whose records that Comprehend judged are rows too. */
  readonly store?: string;
}

/** Labelled rows, and how many were left out of the files as they have no text or no label. */
export interface Labelled {
  readonly rows: readonly LabelledRow[];
  readonly left: number;
}

/** Lines that are named of those left out. */
const NAMED = 5;

/** Reads all rows, and says on standard error which were left out. `language`: that of the store's records to take, all by default. */
export async function readRows({ files, store }: RowSources, language?: string): Promise<Labelled> {
  const read: Labelled[] = [];
  for (const path of files) read.push(await rowsOfFile(path));
  if (store !== undefined) read.push({ rows: await storeRows(store, language), left: 0 });
  return { rows: read.flatMap(({ rows }) => rows), left: read.reduce((sum, { left }) => sum + left, 0) };
}

async function rowsOfFile(path: string): Promise<Labelled> {
  const read = await readLabelledRows(path);
  if (read.left > 0) {
    const lines = await leftOutLines(path, read.rows.length + read.left, NAMED);
    const named = `line${lines.length === 1 ? '' : 's'} ${lines.join(', ')}${read.left > lines.length ? ', …' : ''}`;
    tell(`${path}: ${read.left} left out (${named}): without a text, or the label is none of ${LABELS.join(', ')}`);
  }
  return read;
}
