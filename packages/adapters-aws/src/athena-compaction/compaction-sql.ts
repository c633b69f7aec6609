import { type Day, LAKE_COLUMNS, LAKE_DAY } from '@earshot/core';

/** The tables of the lake in Athena: its objects, the days in columns, and the view of every feedback once. */
export const LAKE_TABLES = { objects: 'feedback', columns: 'feedback_compacted', all: 'all_feedback' } as const;

/** The first day that the tables know. */
export const FIRST_DAY: Day = '2020-01-01';

/** Some days one after another. */
export interface Days {
  readonly from: Day;
  /** The day after the last. */
  readonly to: Day;
}

const PARTITIONS = ['year', 'month', 'day'];
const COLUMNS = [...Object.keys(LAKE_COLUMNS).map((name) => name.toLowerCase()), ...PARTITIONS]
  .map((name) => `"${name}"`)
  .join(', ');

/** A line that is damaged is a row of NULLs. */
const WHOLE = 'feedbackid IS NOT NULL AND "timestamp" IS NOT NULL';

/** Writes to the table in columns what it lacks of some days; what it has it does not write again. At most 100 days can be written at once. */
export function insertSql(days: Days): string {
  return `INSERT INTO ${LAKE_TABLES.columns}\n${lackingSql(days)}`;
}

/** The rows of some days that the table in columns lacks, each once though equal ones should lie in several objects. */
export function lackingSql(days: Days): string {
  const known = `SELECT feedbackid FROM ${LAKE_TABLES.columns} WHERE ${within(days)}`;
  return `SELECT DISTINCT ${COLUMNS}\nFROM ${LAKE_TABLES.objects}\nWHERE ${within(days)} AND ${WHOLE}\n  AND feedbackid NOT IN (${known})`;
}

/** Counts the rows of some days that the table in columns does not hold as the objects do, and those that it holds more than once. */
export function checkSql(days: Days): string {
  const { columns } = LAKE_TABLES;
  const objects = `SELECT ${COLUMNS} FROM ${LAKE_TABLES.objects} WHERE ${within(days)} AND ${WHOLE}`;
  const differing = `${objects}\n  EXCEPT SELECT ${COLUMNS} FROM ${columns} WHERE ${within(days)}`;
  return `SELECT (SELECT count(*) FROM (${differing})) AS differing,
  (SELECT count(*) - count(DISTINCT feedbackid) FROM ${columns} WHERE ${within(days)}) AS more_than_once`;
}

/** What the view of all feedback is: of days before one the table in columns, of that day and later ones the objects. */
export function allFeedbackSql(before: Day): string {
  const year = before.slice(0, 4);
  return `SELECT ${COLUMNS}
FROM ${LAKE_TABLES.columns}
WHERE year <= '${year}' AND ${LAKE_DAY} < '${before}'
UNION ALL
SELECT ${COLUMNS}
FROM ${LAKE_TABLES.objects}
WHERE year >= '${year}' AND ${LAKE_DAY} >= '${before}' AND ${WHOLE}`;
}

/** Puts that view in place of the one that is there, at one moment. */
export function switchSql(before: Day): string {
  return `CREATE OR REPLACE VIEW ${LAKE_TABLES.all} AS\n${allFeedbackSql(before)}`;
}

/** The day from which on a view as above takes the objects; the first day where it says none. */
export function switchedBefore(viewText: string): Day {
  return /< '(\d{4}-\d\d-\d\d)'/.exec(viewText)?.[1] ?? FIRST_DAY;
}

/** The year is compared by itself too, which is all that Athena needs to leave out folders of other years. */
function within({ from, to }: Days): string {
  return `year BETWEEN '${from.slice(0, 4)}' AND '${to.slice(0, 4)}' AND ${LAKE_DAY} >= '${from}' AND ${LAKE_DAY} < '${to}'`;
}
