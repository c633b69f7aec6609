import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { defined } from '@earshot/core';
import { allOf, type Clause, type Condition, LANGUAGE, SOURCE } from './conditions.ts';
import type { SearchQuery } from './search.ts';

/** What counts can be told apart by. */
export const DIMENSIONS = ['hour', 'day', 'sentiment', 'source', 'language'] as const;

/** One of the things that counts can be told apart by. */
export type Dimension = (typeof DIMENSIONS)[number];

/** What to count, and how to tell it apart. */
export interface StatisticsQuery extends Omit<SearchQuery, 'limit' | 'cursor'> {
  /** Without any, all is one count. */
  readonly by: readonly Dimension[];
}

/** A count, with the values of the dimensions that it was asked by. */
export interface StatisticsRow {
  readonly count: number;
  /** First second of the hour, in UTC. */
  readonly hour?: number;
  /** First second of the day, in UTC. */
  readonly day?: number;
  readonly sentiment?: string;
  /** Empty for records without a source. */
  readonly source?: string;
  readonly language?: string;
}

/** From a second, included, to another, excluded. */
export type Span = readonly [from: number, to: number];

/** Seconds of an hour, as the tally has it. */
export const HOUR = 3600;
/** A whole hour that no record reaches. */
export const END = HOUR * 1_000_000_000;

const COLUMNS: Readonly<Record<Dimension, string>> = {
  hour: 'hour',
  day: 'hour / 86400 * 86400 AS day',
  sentiment: 'sentiment',
  source: 'source',
  language: 'language',
};

/**
 * Counts records, in the order of what they are told apart by; a customer and a text it does not heed. Whole hours are read from the tally; what the query cuts off an hour at
 * its beginning and its end is counted record by record, unless there is nothing beyond the cut.
 */
export function statistics(database: DatabaseSync, query: StatisticsQuery): readonly StatisticsRow[] {
  return grouped(database, query, spans(database, query));
}

/** Adds up lines of hour, source, language, sentiment and records: those that the query lets through, by what it tells apart. */
export function grouped(database: DatabaseSync, query: StatisticsQuery, parts: readonly Clause[]): readonly StatisticsRow[] {
  const { by, sentiment, source, language } = query;
  const filters = allOf([
    ['sentiment = ?', [sentiment]],
    ['source = ?', [source]],
    ['language = ?', [language]],
  ]);
  const columns = ['coalesce(sum(records), 0) AS count', ...by.map((dimension) => COLUMNS[dimension])].join();
  const grouping = by.length > 0 ? `GROUP BY ${by.join()} ORDER BY ${by.join()}` : '';
  const lines = parts.map(({ sql }) => sql).join(' UNION ALL ');
  const counting = database.prepare(`SELECT ${columns} FROM (${lines}) WHERE ${filters.sql} ${grouping}`);
  return counting.all(...parts.flatMap(({ values }) => values), ...filters.values).map(toRow);
}

/** Where the counts are read. */
function spans(database: DatabaseSync, { from = 0, to = END }: StatisticsQuery): readonly Clause[] {
  const [begin, end] = [
    isEmpty(database, [floor(from), from]) ? floor(from) : from,
    isEmpty(database, [to, ceil(to)]) ? ceil(to) : to,
  ];
  const [first, last] = [ceil(begin), floor(end)];
  if (first > last) return [counted([begin, end])];
  return [tallied([first, last]), counted([begin, first]), counted([last, end])];
}

function isEmpty(database: DatabaseSync, [from, to]: Span): boolean {
  return (
    from >= to ||
    database.prepare('SELECT 1 FROM record WHERE timestamp >= ? AND timestamp < ? LIMIT 1').get(from, to) === undefined
  );
}

function tallied(span: Span): Clause {
  return { sql: 'SELECT hour, source, language, sentiment, records FROM tally WHERE hour >= ? AND hour < ?', values: span };
}

/** A line for each record of a span that meets all conditions. */
export function counted(span: Span, conditions: readonly Condition[] = []): Clause {
  const { sql, values } = allOf([['timestamp >= ? AND timestamp < ?', span], ...conditions]);
  const hour = `timestamp / ${HOUR} * ${HOUR}`;
  const columns = `${hour} AS hour, ${SOURCE} AS source, ${LANGUAGE} AS language, sentiment, 1 AS records`;
  return { sql: `SELECT ${columns} FROM record WHERE ${sql}`, values };
}

/** The beginning of an hour. */
export function floor(seconds: number): number {
  return Math.floor(seconds / HOUR) * HOUR;
}

function ceil(seconds: number): number {
  return Math.ceil(seconds / HOUR) * HOUR;
}

function toRow({ count, hour, day, sentiment, source, language }: Readonly<Record<string, SQLOutputValue>>): StatisticsRow {
  return {
    count: Number(count),
    ...defined({
      hour: number(hour),
      day: number(day),
      sentiment: text(sentiment),
      source: text(source),
      language: text(language),
    }),
  };
}

function number(value: SQLOutputValue | undefined): number | undefined {
  return value === undefined ? undefined : Number(value);
}

function text(value: SQLOutputValue | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}
