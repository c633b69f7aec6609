import stringWidth from 'string-width';
import { harmless } from './harmless.ts';

/** Rows under names, as many of each as there are columns. */
export interface Table {
  readonly names: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

/** What stands between two columns. */
const GAP = '  ';

/** A column is not made narrower than this, so that more than its beginning can be read. */
const LEAST_WIDTH = 8;

const segments = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * The lines of a table for a terminal, names first. Values stand in one line each and cannot act on the terminal; numbers are on the right.
 * The widest columns are cut, with an ellipsis, until all fit into `width` characters, as far as that can be.
 */
export function tableLines({ names, rows }: Table, width: number): string[] {
  const cells = [names, ...rows].map((row) => row.map(cellText));
  const widths = fitted(naturalWidths(cells), width);
  const isNumber = names.map((_, i) => rows.some((row) => typeof row[i] === 'number'));
  return cells.map((row) => {
    const padded = row.map((cell, i) => padTo(cutTo(cell, widths[i] ?? 0), widths[i] ?? 0, isNumber[i] ?? false));
    return padded.join(GAP).trimEnd();
  });
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return harmless(typeof value === 'object' ? JSON.stringify(value) : String(value));
}

function naturalWidths(cells: readonly (readonly string[])[]): number[] {
  const [names = []] = cells;
  return names.map((_, i) => cells.reduce((widest, row) => Math.max(widest, stringWidth(row[i] ?? '')), 0));
}

/** Widths of which the widest are evened out until together they fit. */
function fitted(widths: readonly number[], width: number): number[] {
  const room = width - GAP.length * (widths.length - 1);
  const fits = (limit: number) => widths.reduce((sum, natural) => sum + Math.min(natural, limit), 0) <= room;
  let limit = Math.max(LEAST_WIDTH, ...widths);
  while (limit > LEAST_WIDTH && !fits(limit)) limit--;
  return widths.map((natural) => Math.min(natural, limit));
}

function cutTo(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  let cut = '';
  for (const { segment } of segments.segment(text)) {
    if (stringWidth(cut) + stringWidth(segment) > width - 1) break;
    cut += segment;
  }
  return `${cut}…`;
}

function padTo(text: string, width: number, onRight: boolean): string {
  const padding = ' '.repeat(Math.max(0, width - stringWidth(text)));
  return onRight ? padding + text : text + padding;
}
