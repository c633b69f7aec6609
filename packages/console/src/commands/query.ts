import { NAMED_QUERIES } from '@earshot/core/queries';
import { EXIT } from '../exit-codes.ts';
import { print, tell } from '../output.ts';
import { type Answer, openQueries, type Question } from '../querying/open-queries.ts';
import { type Given, Settings } from '../settings.ts';
import { csvLine } from '../showing/csv.ts';
import { harmlessJson } from '../showing/harmless.ts';
import { tableLines } from '../showing/table.ts';
import { dataFolderMustBeThere } from './data-folder.ts';

/** Milliseconds after which a person is told that something happens. */
const HINT_AFTER = 2_000;

/** Answers the words as the name of a query or as SQL; without words lists the queries that have names. Gives the exit code. */
export async function query(words: readonly string[], given: Given): Promise<number> {
  const settings = new Settings(given);
  const folder = settings.data();
  const format = settings.answerFormat();
  const limits = settings.queryLimits();
  settings.check();
  if (words.length === 0) list(given.json ?? false);
  else show(await answerOf(questionOf(words.join(' ')), folder, limits), format);
  return EXIT.fine;
}

/** A single word can only be a name, as no SQL is that short. */
function questionOf(text: string): Question {
  return /^[\w-]+$/.test(text.trim()) ? { name: text.trim() } : { sql: text };
}

async function answerOf(question: Question, folder: string, limits: ReturnType<Settings['queryLimits']>): Promise<Answer> {
  await dataFolderMustBeThere(folder);
  const queries = openQueries(folder);
  const hint = hintAfterAWhile(limits.withinMs);
  try {
    return await queries.run(question, limits);
  } finally {
    hint.end();
    await queries.close();
  }
}

/** Tells on a terminal that an answer takes its time, and takes that back when it is there. */
function hintAfterAWhile(withinMs: number): { end(): void } {
  if (!process.stderr.isTTY) return { end: () => {} };
  const words = `running; it may take ${withinMs / 1000} s, Ctrl-C ends it`;
  let shown = false;
  const timer = setTimeout(() => {
    shown = true;
    process.stderr.write(words);
  }, HINT_AFTER);
  return {
    end: () => {
      clearTimeout(timer);
      if (shown) process.stderr.write(`\r${' '.repeat(words.length)}\r`);
    },
  };
}

function list(json: boolean): void {
  if (json) return void NAMED_QUERIES.map((named) => print(JSON.stringify(named)));
  const rows = NAMED_QUERIES.map(({ name, title, description }) => [name, title, description]);
  for (const line of tableLines({ names: ['name', 'title', 'what it tells'], rows }, terminalWidth())) print(line);
}

const SHOWN = {
  table: ({ columns, rows }: Answer) => tableLines({ names: columns.map(({ name }) => name), rows }, terminalWidth()),
  csv: ({ columns, rows }: Answer) => [columns.map(({ name }) => name), ...rows].map(csvLine),
  json: ({ columns, rows }: Answer) => rows.map((row) => jsonLine(columns, row)),
} as const;

function show(answer: Answer, format: keyof typeof SHOWN): void {
  const { rows, truncated, ms } = answer;
  for (const line of SHOWN[format](answer)) print(line);
  const count = `${rows.length.toLocaleString('en')} ${rows.length === 1 ? 'row' : 'rows'}`;
  if (truncated) tell(`Only the first ${count}; --rows allows more.`);
  else if (format === 'table') tell(`${count} in ${(ms / 1000).toFixed(2)} s`);
}

/** A row as an object; of columns of one name the later get a number. */
function jsonLine(columns: Answer['columns'], row: Answer['rows'][number]): string {
  const names: string[] = [];
  for (const { name } of columns) names.push(freeName(name, names));
  return harmlessJson(JSON.stringify(Object.fromEntries(names.map((name, i) => [name, row[i] ?? null]))));
}

function freeName(name: string, taken: readonly string[]): string {
  let [free, number] = [name, 1];
  while (taken.includes(free)) free = `${name}_${++number}`;
  return free;
}

/** The terminal's width in characters; what goes to a file or another program is not cut. */
function terminalWidth(): number {
  return process.stdout.isTTY ? process.stdout.columns : Number.POSITIVE_INFINITY;
}
