const ALL_FEEDBACK = 'all_feedback AS (SELECT * FROM feedback)';

/** A query that says itself what `all_feedback` is, as MiniStack's Athena keeps no views. */
export function withAllFeedback(sql: string): string {
  return sql.startsWith('WITH ') ? `WITH ${ALL_FEEDBACK}, ${sql.slice(5)}` : `WITH ${ALL_FEEDBACK}\n${sql}`;
}
