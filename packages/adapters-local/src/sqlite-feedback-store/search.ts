import type { DatabaseSync } from 'node:sqlite';
import { cursorAt, type FeedbackRecord, type ListQuery } from '@earshot/core';
import { allOf, type Clause, type Condition, LANGUAGE, listConditions, NEWEST_FIRST, SOURCE } from './conditions.ts';
import { recordIn } from './record-in.ts';

/** What to look for, beyond what a list can. */
export interface SearchQuery extends ListQuery {
  /** Empty for records without a source. */
  readonly source?: string;
  readonly language?: string;
  /** Part of the feedback text, in upper or lower case. */
  readonly text?: string;
}

/** What a search found in the time that it had. */
export interface Found {
  readonly items: readonly FeedbackRecord[];
  /** Where to go on: after a full page, and where the time was up. */
  readonly cursor?: string;
  /** Whether it ended because its time was up. */
  readonly interrupted: boolean;
}

/** Searches a database a while at a time. */
export class Search {
  readonly #database: DatabaseSync;
  #until = 0;
  #interrupted = false;

  private constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Adds to a connection what the searches on it need. */
  static on(database: DatabaseSync): Search {
    const search = new Search(database);
    database.function('time_is_up', () => search.#timeIsUp());
    database.function('holds_text', (text, part) => (folded(String(text)).includes(String(part)) ? 1 : 0));
    return search;
  }

  /** Gives what it finds within some milliseconds, newest first; it looks at one record at least. */
  run(query: SearchQuery, withinMs: number): Found {
    this.#until = performance.now() + withinMs;
    this.#interrupted = false;
    const { sql, values } = statement(query);
    const items: FeedbackRecord[] = [];
    for (const row of this.#database.prepare(sql).iterate(...values)) {
      const record = recordIn(row);
      const last = items.at(-1);
      if (last && items.length === query.limit) return { items, cursor: cursorAt(last), interrupted: false };
      if (row['matches'] === 1) items.push(record);
      if (this.#interrupted) return { items, cursor: cursorAt(record), interrupted: true };
    }
    return { items, interrupted: false };
  }

  /** Is asked of every record that does not match; the one at which the time is up ends the search. */
  #timeIsUp(): number {
    this.#interrupted ||= performance.now() > this.#until;
    return this.#interrupted ? 1 : 0;
  }
}

function statement(query: SearchQuery): Clause {
  const range = allOf(listConditions(query));
  const filters = allOf([
    [`${SOURCE} = ?`, [query.source]],
    [`${LANGUAGE} = ?`, [query.language]],
    ...textConditions(query.text),
  ]);
  const sql = `SELECT record, ${filters.sql} AS matches FROM record WHERE ${range.sql} AND (${filters.sql} OR time_is_up()) ${NEWEST_FIRST}`;
  return { sql, values: [...filters.values, ...range.values, ...filters.values] };
}

const HOLDS_TEXT = "holds_text(record ->> '$.feedbackText', ?)";

/**
 * What a record with a text in it meets, on a connection that can search. SQLite itself folds the letters of ASCII only, but four times as
 * fast, and up to a NUL; least is to do where the text is nowhere in the record's JSON.
 */
export function textConditions(text: string | undefined): readonly Condition[] {
  if (text === undefined) return [];
  if (!isPlain(text)) return [[HOLDS_TEXT, [folded(text)]]];
  const inJson = JSON.stringify(text).slice(1, -1);
  return [
    ["record LIKE ? ESCAPE '\\'", [containing(inJson)]],
    [
      `(record ->> '$.feedbackText' LIKE ? ESCAPE '\\' OR (instr(record, '\\u0000') AND ${HOLDS_TEXT}))`,
      [containing(text), folded(text)],
    ],
  ];
}

function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}

function isPlain(text: string): boolean {
  return /^\p{ASCII}*$/u.test(text) && !text.includes('\0');
}

/** Of the two cases, the upper one has fewer forms of a letter: one sigma, no sharp s. */
function folded(text: string): string {
  return text.toUpperCase();
}
