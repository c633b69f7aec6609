import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { Failure, isObject, messageOf } from '@earshot/core';
import { parse } from 'csv-parse/sync';
import { localFailure } from '../failures.ts';
import { LABELS, type Label, type LabelledRow } from './rows.ts';

/** What was read of a file. */
export interface LabelledRows {
  readonly rows: readonly LabelledRow[];
  /** Rows without a text, or whose label is none of the four: they are left out. */
  readonly left: number;
}

/** Names of columns and members, compared without case, blanks and punctuation; the first that is there counts. */
const TEXT_NAMES = ['feedbacktext', 'feedback', 'text', 'comment', 'review', 'message'];
const LABEL_NAMES = ['label', 'sentiment'];

type Cells = readonly (readonly [name: string, value: unknown])[];

/**
 * Reads labelled rows of a TSV, CSV or JSON-lines file, told by its name (`.tsv`, `.csv`, `.jsonl`, `.ndjson`, `.json`). Tables have a
 * header with a column for the text and one for the label, or two columns without one: label, then text. Records of the store and the
 * lake are rows too, with Comprehend's sentiment as the label; what another engine judged is left out. Fails as `invalid` where a file has no labelled rows.
 */
export async function readLabelledRows(path: string): Promise<LabelledRows> {
  const content = await readFile(path, 'utf8').catch((error: unknown) => {
    throw localFailure(error, `${path} cannot be read`);
  });
  const read = parseLabelledRows(content, path);
  if (read.rows.length > 0) return read;
  throw new Failure('invalid', `${path}: has no rows with a text and a label; labels are ${LABELS.join(', ')}`);
}

/** The labelled rows of a file's content; `path` tells its format, and is the rows' corpus. */
export function parseLabelledRows(content: string, path: string): LabelledRows {
  const all = recordsOf(content.replace(/^\ufeff/, ''), path);
  const rows = all.flatMap((cells) => rowOf(cells, path) ?? []);
  return { rows, left: all.length - rows.length };
}

function recordsOf(content: string, path: string): Cells[] {
  switch (extname(path).toLowerCase()) {
    case '.tsv':
      return tableOf(
        content
          .split(/\r?\n/)
          .filter((line) => line !== '')
          .map((line) => line.split('\t')),
      );
    case '.csv':
      return tableOf(parseCsv(content, path));
    case '.jsonl':
    case '.ndjson':
    case '.json':
      return content.split('\n').flatMap((line, i) => (line.trim() === '' ? [] : [membersOf(line, `${path}:${i + 1}`)]));
    default:
      throw new Failure('invalid', `${path}: is not .tsv, .csv or .jsonl, so its format is not known`);
  }
}

function parseCsv(content: string, path: string): string[][] {
  try {
    return parse(content, { relaxColumnCount: true, skipEmptyLines: true });
  } catch (error) {
    throw new Failure('invalid', `${path}: ${messageOf(error)}`, { cause: error });
  }
}

/** The first line names the columns if one of the names is that of a label. */
function tableOf(lines: readonly (readonly string[])[]): Cells[] {
  const [first = [], ...rest] = lines;
  const named = first.some((name) => LABEL_NAMES.includes(plain(name)));
  const names = named ? first : ['label', 'text'];
  return (named ? rest : lines).map((cells) => names.map((name, i) => [name, cells[i]] as const));
}

function membersOf(line: string, place: string): Cells {
  try {
    const value: unknown = JSON.parse(line);
    return isObject(value) ? Object.entries(value) : [];
  } catch (error) {
    throw new Failure('invalid', `${place}: is not JSON; there must be one object a line`, { cause: error });
  }
}

function rowOf(cells: Cells, corpus: string): LabelledRow | undefined {
  const text = stringOf(cells, TEXT_NAMES);
  const label = labelOf(stringOf(cells, LABEL_NAMES));
  if (label === undefined || text.trim() === '' || isOfAnotherEngine(cells)) return undefined;
  return { text, label, corpus };
}

/** An embedded engine's own answers as labels would teach it its mistakes. */
function isOfAnotherEngine(cells: Cells): boolean {
  const [, analysis] = cells.find(([name]) => plain(name) === 'analysis') ?? [];
  return isObject(analysis) && 'engine' in analysis && analysis.engine !== 'comprehend';
}

function stringOf(cells: Cells, names: readonly string[]): string {
  const found = names.flatMap((name) => cells.filter(([candidate]) => plain(candidate) === name));
  const [, value] = found[0] ?? [];
  return typeof value === 'string' ? value : '';
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z]/g, '');
}

function labelOf(name: string): Label | undefined {
  return LABELS.find((label) => label === name.trim().toLowerCase());
}
