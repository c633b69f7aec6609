import { invalid, isObject } from '@earshot/core';
import { type Columns, findColumns, noFeedback } from './columns.ts';
import type { Line } from './lines.ts';
import type { Row } from './rows.ts';

const ARRAY = "is a JSON array; one object a line is expected, which `jq -c '.[]'` makes of it";

/** How many different sets of names are remembered. */
const SHAPES = 1_000;

/**
 * Reads the rows of a file with one JSON object a line. Fails as `invalid` when nothing at its beginning has a feedback, which is
 * how a file of something else looks.
 */
export async function* readJsonLines(blocks: AsyncIterable<readonly Line[]>, path: string): AsyncGenerator<readonly Row[]> {
  const shapes = new Map<string, Columns>();
  let checked = false;
  for await (const lines of blocks) {
    const rows = lines.flatMap((line) => (line.text.trim() === '' ? [] : [readLine(line, shapes)]));
    if (!checked) refuseOthers(rows, path);
    checked ||= rows.length > 0;
    yield rows;
  }
}

function readLine({ number: line, text, problem }: Line, shapes: Map<string, Columns>): Row {
  if (problem !== undefined) return { line, text, problem };
  const value = parsed(text);
  if (value === undefined) return { line, text, problem: 'the line is not JSON' };
  if (!isObject(value)) return { line, text, problem: 'the line is not a JSON object; one object a line is expected' };
  return { line, text, cells: Object.values(value), columns: columnsOf(Object.keys(value), shapes) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function columnsOf(names: readonly string[], shapes: Map<string, Columns>): Columns {
  const shape = names.join('\0');
  const known = shapes.get(shape);
  if (known) return known;
  if (shapes.size >= SHAPES) shapes.clear();
  const columns = findColumns(names, false);
  shapes.set(shape, columns);
  return columns;
}

function refuseOthers(rows: readonly Row[], path: string): void {
  if (rows[0]?.text.trimStart().startsWith('[')) throw invalid([{ field: path, message: ARRAY }]);
  const shapes = rows.flatMap((row) => ('columns' in row ? [row.columns] : []));
  if (shapes.length === 0 || shapes.some(({ taken }) => taken.has('feedback'))) return;
  throw noFeedback(path, [...new Set(shapes.flatMap(({ taken, ignored }) => [...namesOf(taken), ...ignored]))], 'each line');
}

function namesOf(taken: Columns['taken']): string[] {
  return [...taken.values()].map(({ name }) => name);
}
