import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { parseLabelledRows } from '@earshot/adapters-local/training';
import { parse } from 'csv-parse/sync';

/** A row as cells or as JSON, and the line that it ends on. */
interface Numbered {
  readonly line: number;
  readonly row: string | readonly string[];
}

/** The lines, at most `most`, of the rows of a file that are no labelled rows. `count`: how many rows the file has, a header aside. */
export async function leftOutLines(path: string, count: number, most: number): Promise<readonly number[]> {
  const all = numbered(await readFile(path, 'utf8'), extname(path).toLowerCase());
  const header = all.length > count ? all[0]?.row : undefined;
  const names = Array.isArray(header) ? header : ['label', 'text'];
  const rows = header === undefined ? all : all.slice(1);
  const lines: number[] = [];
  for (const { line, row } of rows) {
    if (lines.length === most) break;
    if (!isLabelled(typeof row === 'string' ? row : asJson(names, row))) lines.push(line);
  }
  return lines;
}

function numbered(content: string, format: string): Numbered[] {
  if (format === '.csv') return csvRows(content);
  return content.split('\n').flatMap((text, i) => {
    const blank = format === '.tsv' ? /^\r?$/.test(text) : text.trim() === '';
    if (blank) return [];
    return [{ line: i + 1, row: format === '.tsv' ? text.replace(/\r$/, '').split('\t') : text }];
  });
}

function csvRows(content: string): Numbered[] {
  const rows: Numbered[] = [];
  const onRecord = (row: string[], { lines }: { readonly lines: number }) => {
    rows.push({ line: lines, row });
    return row;
  };
  parse(content, { bom: true, relaxColumnCount: true, skipEmptyLines: true, onRecord });
  return rows;
}

/** Of two columns of one name the first counts, as where the file is read. */
function asJson(names: readonly string[], cells: readonly string[]): string {
  const entries = names.map((name, i) => [name.replace(/^\ufeff/, ''), cells[i] ?? ''] as const);
  return JSON.stringify(Object.fromEntries(entries.toReversed()));
}

function isLabelled(json: string): boolean {
  return parseLabelledRows(json, 'row.jsonl').left === 0;
}
