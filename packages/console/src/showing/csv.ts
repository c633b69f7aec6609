/**
 * Where a spreadsheet may take what follows for a formula: at the beginning of a text; and after a semicolon or in a new line, as one that
 * splits at semicolons, as many countries' do, does not know our quotes and begins a cell there.
 */
const FORMULA = /^(?=[=+\-@\t\r\n])|(?<=[;\r\n])(?="*[=+\-@\t])/g;

/** A text as a cell of CSV that no spreadsheet runs: an apostrophe stands before what looks like a formula. */
export function csvText(text: string): string {
  return `"${text.replaceAll(FORMULA, "'").replaceAll('"', '""')}"`;
}

/** A value of JSON as a cell of CSV: nothing for `null`, numbers as they are, and objects as JSON in a text. */
export function csvCell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return csvText(typeof value === 'string' ? value : JSON.stringify(value));
}

/** Values of JSON as a line of CSV. */
export function csvLine(values: readonly unknown[]): string {
  return values.map(csvCell).join(',');
}

/** Rows as a file of CSV; it begins with a byte order mark, without which Excel does not read UTF-8. */
export function csvFile(rows: readonly (readonly unknown[])[]): string {
  return `\uFEFF${rows.map((row) => `${csvLine(row)}\r\n`).join('')}`;
}
