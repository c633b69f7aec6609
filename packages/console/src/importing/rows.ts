import type { Columns } from './columns.ts';

/** A row as the file has it: its cells and which column each is, or why it cannot be read. */
export type Row = Located & (Cells | { readonly problem: string });

/** Where a row begins, and what it looks like. */
export interface Located {
  /** From 1. */
  readonly line: number;
  readonly text: string;
}

/** The cells of a row, as text from tables and as JSON values from JSON lines. */
export interface Cells {
  readonly cells: readonly unknown[];
  readonly columns: Columns;
}

/** The formats that can be imported. */
export const FORMATS = ['csv', 'tsv', 'jsonl'] as const;

/** One of the formats that can be imported. */
export type Format = (typeof FORMATS)[number];

/** The format that the name of a file tells. */
export function formatOf(path: string): Format | undefined {
  const extension = path.toLowerCase().split('.').at(-1) ?? '';
  if (['jsonl', 'ndjson', 'json'].includes(extension)) return 'jsonl';
  return FORMATS.find((format) => format === extension) ?? (extension === 'tab' ? 'tsv' : undefined);
}
