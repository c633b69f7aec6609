import { LAKE_DAY } from '../lake-columns.ts';
import { AMOUNTS, CUSTOMER, daysAgo, HOUR, JUDGED, lastDays, NEGATIVE, NET, POSITIVE, percent, rounded } from './fragments.ts';
import type { NamedQuery } from './named-query.ts';

/** Questions about how feedback goes from day to day. */
export const OVER_TIME: readonly NamedQuery[] = [
  {
    name: 'sentiment-by-day',
    title: 'Sentiment by day',
    description: 'How many were judged how on each of the last 28 days (UTC).',
    sql: `WITH recent AS (
  SELECT ${LAKE_DAY} AS day, sentiment
  FROM all_feedback
  WHERE ${lastDays(28)}
)
SELECT day,
  count(*) AS feedback,
  ${POSITIVE} AS positive,
  count_if(sentiment = 'NEUTRAL') AS neutral,
  count_if(sentiment = 'MIXED') AS mixed,
  ${NEGATIVE} AS negative,
  count_if(sentiment = 'UNKNOWN') AS unknown
FROM recent
GROUP BY day
ORDER BY day`,
    chart: { kind: 'stacked-bars', x: 'day', y: ['positive', 'neutral', 'mixed', 'negative', 'unknown'] },
  },
  {
    name: 'net-sentiment',
    title: 'Net sentiment',
    description:
      'Positive less negative feedback in per cent of what could be judged, from -100 to 100: of each of the last 90 days (UTC), and of the seven days that end with it.',
    sql: `WITH days AS (
  SELECT cast(${LAKE_DAY} AS date) AS date_of, ${JUDGED} AS judged, ${POSITIVE} - ${NEGATIVE} AS balance
  FROM all_feedback
  WHERE ${lastDays(96)}
  GROUP BY 1
), weeks AS (
  SELECT date_of, judged, balance, sum(judged) OVER week AS week_judged, sum(balance) OVER week AS week_balance
  FROM days
  WINDOW week AS (ORDER BY date_of RANGE BETWEEN interval '6' day PRECEDING AND CURRENT ROW)
)
SELECT cast(date_of AS varchar) AS day,
  judged,
  ${percent('balance', 'judged')} AS net,
  ${percent('week_balance', 'week_judged')} AS net_7_days
FROM weeks
WHERE date_of > current_date - interval '90' day
ORDER BY 1`,
    chart: { kind: 'line', x: 'day', y: ['net', 'net_7_days'] },
  },
  {
    name: 'week-against-week',
    title: 'This week against the one before',
    description:
      'The last seven days, today among them (UTC), beside the seven before: how many, from how many customers that are known, and how they sound.',
    sql: `WITH recent AS (
  SELECT CASE WHEN ${LAKE_DAY} >= ${daysAgo(6)} THEN 'last 7 days' ELSE 'the 7 days before' END AS period,
    sentiment, customerid, rating
  FROM all_feedback
  WHERE ${lastDays(14)}
)
SELECT period,
  count(*) AS feedback,
  count(DISTINCT ${CUSTOMER}) AS customers,
  ${percent(POSITIVE)} AS positive_percent,
  ${percent(NEGATIVE)} AS negative_percent,
  ${NET} AS net,
  ${rounded('avg(rating)', 2)} AS mean_rating
FROM recent
GROUP BY period
ORDER BY period`,
    chart: { kind: 'bars', x: 'period', y: ['positive_percent', 'negative_percent'] },
  },
  {
    name: 'volume-spikes',
    title: 'Days with a rush',
    description:
      'Days of the last 90 (UTC) with at least ten feedbacks and more than twice as many as usual, which is the daily mean of the seven days before. The first seven days have no usual.',
    sql: `WITH days AS (
  SELECT cast(${LAKE_DAY} AS date) AS date_of, count(*) AS feedback, ${NEGATIVE} AS negative
  FROM all_feedback
  WHERE ${lastDays(97)}
  GROUP BY 1
), compared AS (
  SELECT date_of, feedback, negative,
    min(date_of) OVER () AS first_date,
    coalesce(sum(feedback) OVER (
      ORDER BY date_of RANGE BETWEEN interval '7' day PRECEDING AND interval '1' day PRECEDING
    ), 0) AS week_before
  FROM days
)
SELECT cast(date_of AS varchar) AS day,
  feedback,
  ${rounded('week_before / 7', 1)} AS usual,
  ${percent('negative', 'feedback')} AS negative_percent
FROM compared
WHERE date_of > current_date - interval '90' day
  AND date_of >= first_date + interval '7' day
  AND feedback >= 10
  AND 7 * feedback > 2 * week_before
ORDER BY 1 DESC`,
    chart: { kind: 'bars', x: 'day', y: ['feedback', 'usual'] },
  },
  {
    name: 'busiest-hours',
    title: 'Busiest hours',
    description: 'How much feedback comes in which hour of the day (UTC), and how much of it is negative; over the last 28 days.',
    sql: `SELECT ${HOUR} AS hour,
  ${AMOUNTS}
FROM all_feedback
WHERE ${lastDays(28)}
GROUP BY 1
ORDER BY 1`,
    chart: { kind: 'bars', x: 'hour', y: ['feedback', 'negative'] },
  },
];
