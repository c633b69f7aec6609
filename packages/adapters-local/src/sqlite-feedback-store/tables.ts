/** The version of the tables below, kept in the file; a file with a greater one was written by a newer Earshot. */
export const VERSION = 2;

/**
 * How many records there are of each hour (its first second, UTC), source (empty where there is none), language and sentiment, so that
 * counting a million records reads some thousand rows. Whoever adds a record adds to it in the same transaction.
 */
const TALLY = `
  CREATE TABLE tally (
    hour INTEGER NOT NULL,
    source TEXT NOT NULL,
    language TEXT NOT NULL,
    sentiment TEXT NOT NULL,
    records INTEGER NOT NULL,
    PRIMARY KEY (hour, source, language, sentiment)
  ) STRICT, WITHOUT ROWID;
`;

const NEW = `
  CREATE TABLE record (
    feedback_id TEXT NOT NULL PRIMARY KEY,
    timestamp INTEGER NOT NULL,
    customer_id TEXT NOT NULL,
    sentiment TEXT NOT NULL,
    record TEXT NOT NULL
  ) STRICT;
  CREATE INDEX feedback_by_time ON record (timestamp, feedback_id);
  CREATE INDEX feedback_by_customer ON record (customer_id, timestamp, feedback_id);
  CREATE INDEX feedback_by_sentiment ON record (sentiment, timestamp, feedback_id);
  CREATE TABLE claim (
    feedback_id TEXT NOT NULL PRIMARY KEY,
    timestamp INTEGER NOT NULL,
    digest TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  ${TALLY}
`;

/** The table has a new name, so that a process of the version before, which would not add to the tally, fails and adds nothing. */
const FROM_1 = `
  DROP TRIGGER feedback_tally;
  DROP TABLE tally;
  ALTER TABLE feedback RENAME TO record;
  ${TALLY}
  INSERT INTO tally
    SELECT timestamp / 3600 * 3600, coalesce(record ->> '$.source', ''), record ->> '$.language', sentiment, count(*)
    FROM record GROUP BY 1, 2, 3, 4;
`;

/** What turns the tables of a version into today's; nothing where they are already. */
export function statementsFrom(version: number): string {
  if (version >= VERSION) return '';
  return `${version === 0 ? NEW : FROM_1} PRAGMA user_version = ${VERSION};`;
}
