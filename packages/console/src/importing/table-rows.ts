import { CsvError, parse } from 'csv-parse/sync';
import { type Columns, findColumns, noFeedback } from './columns.ts';
import { type Line, MAX_LINE_BYTES } from './lines.ts';
import type { Located, Row } from './rows.ts';

/** How a table is written. */
export interface TableStyle {
  readonly path: string;
  /** Only CSV has quotes. */
  readonly format: 'csv' | 'tsv';
  /** Names of the columns of a file that has no header. */
  readonly names: readonly string[] | undefined;
}

/** The cells of a row, or why there are none; `open` while a quote is not closed yet. */
type Parsed = { readonly cells: readonly string[] } | { readonly problem: string; readonly open: boolean };

/** A row with the number of lines that it takes up. */
type Taken = Parsed & { readonly text: string; readonly count: number };

/** Reads the rows of a CSV or TSV file. Fails as `invalid` when no column can be the feedback. */
export async function* readTable(blocks: AsyncIterable<readonly Line[]>, style: TableStyle): AsyncGenerator<readonly Row[]> {
  const reader = new TableReader(style);
  for await (const lines of blocks) yield reader.read(lines, false);
  yield reader.read([], true);
}

/**
 * Remembers the header, and the lines of a row whose quote is still open. A row with broken quotes is given up, and reading goes on
 * at the line after its first one, so that one stray quote costs one row and not the rest of the file.
 */
class TableReader {
  readonly #style: TableStyle;
  #columns: Columns | undefined;
  #width = 0;
  #waiting: readonly Line[] = [];

  constructor(style: TableStyle) {
    this.#style = style;
  }

  read(more: readonly Line[], atEnd: boolean): readonly Row[] {
    if (this.#style.names && !this.#columns) this.#name(this.#style.names);
    const lines = this.#waiting.length > 0 ? [...this.#waiting, ...more] : more;
    const rows: Row[] = [];
    let at = 0;
    for (let first = lines[at]; first !== undefined; first = lines[at]) {
      const count = this.#read(first, lines, at, atEnd, rows);
      if (count === 0) break;
      at += count;
    }
    this.#waiting = lines.slice(at);
    return rows;
  }

  /** Reads the row that begins at a line; gives the number of its lines, 0 when they are not all there yet. */
  #read(first: Line, lines: readonly Line[], at: number, atEnd: boolean, rows: Row[]): number {
    const { number: line, text, problem } = first;
    if (problem !== undefined) return give(rows, { line, text, problem });
    if (text === '' || text.trim() === '') return 1;
    const taken = this.#style.format === 'tsv' ? takeTabs(text) : takeCommas(first, lines, at);
    if ('cells' in taken) return this.#give(rows, { line, text: taken.text }, taken.cells) * taken.count;
    if (taken.open && !atEnd && taken.text.length <= MAX_LINE_BYTES) return 0;
    return give(rows, { line, text, problem: taken.problem });
  }

  #give(rows: Row[], located: Located, cells: readonly string[]): number {
    if (this.#columns === undefined) return this.#name(cells);
    if (cells.length === this.#width) return give(rows, { ...located, cells, columns: this.#columns });
    return give(rows, { ...located, problem: `the row has ${cells.length} columns where there should be ${this.#width}` });
  }

  #name(names: readonly string[]): number {
    const trimmed = names.map((name) => name.trim());
    this.#columns = findColumns(trimmed, true);
    this.#width = trimmed.length;
    if (!this.#columns.taken.has('feedback'))
      throw noFeedback(this.#style.path, trimmed, this.#style.names ? '--columns' : 'header');
    return 1;
  }
}

function give(rows: Row[], row: Row): number {
  rows.push(row);
  return 1;
}

function takeTabs(text: string): Taken {
  return { cells: withoutReturn(text).split('\t'), text, count: 1 };
}

function takeCommas(first: Line, lines: readonly Line[], at: number): Taken {
  const parsed = parseCommas(first.text);
  return 'open' in parsed && parsed.open ? takeFollowing(first, lines, at, parsed) : { ...parsed, text: first.text, count: 1 };
}

/** Joins the lines of a quoted cell. It can be complete only when the number of quotes is even, so nothing is parsed before that. */
function takeFollowing(first: Line, lines: readonly Line[], at: number, open: Parsed): Taken {
  let { text } = first;
  let odd = hasOddQuotes(text);
  for (let count = 2; text.length <= MAX_LINE_BYTES; count += 1) {
    const next = lines[at + count - 1];
    if (next === undefined) break;
    text += `\n${next.text}`;
    if (next.problem !== undefined) return { problem: next.problem, open: false, text, count };
    odd = odd !== hasOddQuotes(next.text);
    if (!odd) return { ...parseCommas(text), text, count };
  }
  return { ...open, text, count: 1 };
}

function hasOddQuotes(text: string): boolean {
  let odd = false;
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) odd = !odd;
  return odd;
}

/** One record of CSV. Without quotes a record is what lies between its commas, which is most of them and ten times as fast. */
function parseCommas(text: string): Parsed {
  const record = withoutReturn(text);
  if (!record.includes('"')) return { cells: record.split(',') };
  try {
    const [cells] = parse(record, { relax_column_count: true });
    return cells === undefined ? { problem: 'the row has no cells', open: false } : { cells };
  } catch (error) {
    return broken(error);
  }
}

const BROKEN = 'a quote stands where none may be; put the cell in quotes and double those inside it';
const OPEN = 'a quote is opened and never closed';

function broken(error: unknown): Parsed {
  if (!(error instanceof CsvError)) throw error;
  const open = error.code === 'CSV_QUOTE_NOT_CLOSED';
  return { problem: open ? OPEN : BROKEN, open };
}

function withoutReturn(text: string): string {
  return text.endsWith('\r') ? text.slice(0, -1) : text;
}
