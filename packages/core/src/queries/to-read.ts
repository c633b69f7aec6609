import { lastDays, rounded, SOURCE, TIME } from './fragments.ts';
import type { NamedQuery } from './named-query.ts';

/** Feedback to read, the newest first. */
export const TO_READ: readonly NamedQuery[] = [
  {
    name: 'latest-negatives',
    title: 'Latest negative feedback',
    description: 'The fifty newest negative feedbacks of the last 28 days (UTC), and how sure the engine was, from 0 to 1.',
    sql: latest("sentiment = 'NEGATIVE'", [`${rounded('sentimentscores.negative', 3)} AS sureness`]),
  },
  {
    name: 'latest-mixed',
    title: 'Latest mixed feedback',
    description:
      'The fifty newest feedbacks of the last 28 days (UTC) that praise one thing and complain of another, with their scores from 0 to 1.',
    sql: latest("sentiment = 'MIXED'", [
      `${rounded('sentimentscores.positive', 3)} AS positive`,
      `${rounded('sentimentscores.negative', 3)} AS negative`,
    ]),
  },
  {
    name: 'rated-otherwise',
    title: 'Rated otherwise than written',
    description:
      'The fifty newest feedbacks of the last 28 days (UTC) that are negative with a rating of 8 or more, or positive with 3 or less: slips, irony, or an engine in error.',
    sql: latest("((sentiment = 'NEGATIVE' AND rating >= 8) OR (sentiment = 'POSITIVE' AND rating <= 3))", ['sentiment']),
  },
];

function latest(condition: string, columns: readonly string[]): string {
  return `SELECT ${TIME} AS time,
  customerid AS customer,
  ${SOURCE} AS source,
  language,
  rating,
  ${columns.join(',\n  ')},
  feedbacktext AS text,
  feedbackid AS id
FROM all_feedback
WHERE ${lastDays(28)}
    AND ${condition}
ORDER BY 1 DESC, id
LIMIT 50`;
}
