import { readJsonLines } from './json-rows.ts';
import { type Line, readLines, refuseLost } from './lines.ts';
import type { Format, Row } from './rows.ts';
import { isUtf8Name, readSource } from './source.ts';
import { readTable } from './table-rows.ts';

/** Which rows to read, and how. */
export interface RowsToRead {
  readonly path: string;
  readonly format: Format;
  readonly encoding: string;
  readonly names?: readonly string[];
}

/** The rows of a file, some thousand at a time. `onRead` is told how many bytes of the file were read so far. */
export function openRows(
  { path, format, encoding, names }: RowsToRead,
  onRead: (bytes: number) => void,
): AsyncIterable<readonly Row[]> {
  const lines = openLines(path, encoding, onRead);
  return format === 'jsonl' ? readJsonLines(lines, path) : readTable(lines, { path, format, names });
}

function openLines(path: string, encoding: string, onRead: (bytes: number) => void): AsyncIterable<readonly Line[]> {
  const lines = readLines(readSource(path, encoding, onRead));
  return isUtf8Name(encoding) ? lines : refuseLost(lines, encoding);
}
