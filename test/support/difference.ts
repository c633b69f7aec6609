import type { Answer } from '../../packages/console/src/querying/open-queries.ts';

/** How far apart two numbers may be that are the same. */
const CLOSE = 1e-9;

/** What Athena answers: the names of the columns, then rows. All values are text, and NULL is none. */
type AthenaAnswer = readonly (readonly (string | undefined)[])[];

/** Where two answers to the same question first differ, in names, number or order of rows, or a value; nothing where they are equal. */
export function difference({ columns, rows }: Answer, [otherNames = [], ...others]: AthenaAnswer): string | undefined {
  const names = columns.map(({ name }) => name);
  if (names.join() !== otherNames.join()) return `columns ${names} and ${otherNames}`;
  if (rows.length !== others.length) return `${rows.length} and ${others.length} rows`;
  const cells = rows.flatMap((row, i) =>
    row.map((value, j) => ({ value, text: others[i]?.[j], place: `row ${i + 1}, ${names[j]}` })),
  );
  const differing = cells.find(({ value, text }) => !isSame(value, text));
  return differing && `${differing.place}: ${JSON.stringify(differing.value)} and ${JSON.stringify(differing.text)}`;
}

function isSame(value: unknown, text: string | undefined): boolean {
  if (value === null || text === undefined) return value === null && text === undefined;
  if (typeof value === 'number') return Math.abs(value - Number(text)) < CLOSE;
  return String(value) === text;
}
