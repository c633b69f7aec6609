/** The version of the tables below, kept in the file; a file with a greater one was written by a newer Earshot. */
export const VERSION = 3;

/** The name of the SQL function that is `keyOf`, which bringing older tables up to date needs. */
export const KEY_OF = 'earshot_key';

/**
 * Ids and digests are keys (see `keyOf`). A record that was claimed has the claim's digest, and its accept time is the record's own; `claim`
 * holds those of records that are not there yet, so that it stays small.
 */
const RECORDS = `
  CREATE TABLE record (
    feedback_id ANY NOT NULL,
    timestamp INTEGER NOT NULL,
    customer_id TEXT NOT NULL,
    sentiment TEXT NOT NULL,
    record TEXT NOT NULL,
    digest ANY
  ) STRICT;
  CREATE TABLE claim (
    feedback_id ANY NOT NULL PRIMARY KEY,
    timestamp INTEGER NOT NULL,
    digest ANY NOT NULL
  ) STRICT, WITHOUT ROWID;
`;

/** They are made when the rows of an older file are there, as sorting them once is faster. */
const INDEXES = `
  CREATE UNIQUE INDEX feedback_by_id ON record (feedback_id);
  CREATE INDEX feedback_by_time ON record (timestamp, feedback_id);
  CREATE INDEX feedback_by_customer ON record (customer_id, timestamp, feedback_id);
  CREATE INDEX feedback_by_sentiment ON record (sentiment, timestamp, feedback_id);
`;

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

/** The table has a new name or a new column, so that a process of an older version, which would not add to the tally, fails and adds nothing. */
const FROM_1 = `
  DROP TRIGGER feedback_tally;
  DROP TABLE tally;
  ALTER TABLE feedback RENAME TO old_record;
`;

const FROM_2 = `
  DROP TABLE tally;
  ALTER TABLE record RENAME TO old_record;
`;

const COPY = `
  ALTER TABLE claim RENAME TO old_claim;
  DROP INDEX feedback_by_time;
  DROP INDEX feedback_by_customer;
  DROP INDEX feedback_by_sentiment;
  ${RECORDS}
  INSERT INTO record
    SELECT ${KEY_OF}(feedback_id), timestamp, customer_id, sentiment, record, ${KEY_OF}(digest)
    FROM old_record LEFT JOIN old_claim USING (feedback_id, timestamp);
  INSERT INTO claim
    SELECT ${KEY_OF}(feedback_id), timestamp, ${KEY_OF}(digest)
    FROM old_claim WHERE NOT EXISTS (
      SELECT 1 FROM old_record WHERE old_record.feedback_id = old_claim.feedback_id AND old_record.timestamp = old_claim.timestamp
    );
  DROP TABLE old_record;
  DROP TABLE old_claim;
  ${INDEXES}
  ${TALLY}
  INSERT INTO tally
    SELECT timestamp / 3600 * 3600, coalesce(record ->> '$.source', ''), record ->> '$.language', sentiment, count(*)
    FROM record GROUP BY 1, 2, 3, 4;
`;

const FROM = [RECORDS + INDEXES + TALLY, FROM_1 + COPY, FROM_2 + COPY];

/** What turns the tables of a version into today's; nothing where they are already. */
export function statementsFrom(version: number): string {
  const statements = FROM[version];
  return statements === undefined ? '' : `${statements} PRAGMA user_version = ${VERSION};`;
}
