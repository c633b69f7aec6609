import { AMOUNTS, CUSTOMER, JUDGED, lastDays, NEGATIVE, NET, percent, rounded, SOURCE, TIME } from './fragments.ts';
import type { NamedQuery } from './named-query.ts';

/** Questions about whom and what feedback comes from, and what judged it. */
export const BY_KIND: readonly NamedQuery[] = [
  {
    name: 'negative-by-source',
    title: 'Share of negative by source',
    description: 'Where negative feedback comes in, over the last 28 days (UTC); the highest share first.',
    sql: `SELECT ${SOURCE} AS source,
  ${AMOUNTS}
FROM all_feedback
WHERE ${lastDays(28)}
GROUP BY 1
ORDER BY negative_percent DESC, feedback DESC, 1`,
    chart: { kind: 'bars', x: 'source', y: ['negative_percent'] },
  },
  {
    name: 'worst-customers',
    title: 'Unhappiest customers of the week',
    description:
      'The twenty customers with the most negative feedback in the last seven days (UTC). Feedback without a customer is left out.',
    sql: `SELECT customerid AS customer,
  ${AMOUNTS},
  max(${TIME}) AS latest
FROM all_feedback
WHERE ${lastDays(7)}
    AND ${CUSTOMER} IS NOT NULL
GROUP BY customerid
HAVING ${NEGATIVE} > 0
ORDER BY negative DESC, negative_percent DESC, customer
LIMIT 20`,
    chart: { kind: 'bars', x: 'customer', y: ['negative'] },
  },
  {
    name: 'by-language',
    title: 'Languages',
    description:
      'How much feedback comes in which language, how it sounds, and how much no engine could judge; over the last 28 days (UTC).',
    sql: `SELECT language,
  count(*) AS feedback,
  ${percent('count(*)', 'sum(count(*)) OVER ()')} AS share_percent,
  ${percent(NEGATIVE)} AS negative_percent,
  ${NET} AS net,
  count(*) - ${JUDGED} AS not_judged
FROM all_feedback
WHERE ${lastDays(28)}
GROUP BY language
ORDER BY feedback DESC, language`,
    chart: { kind: 'bars', x: 'language', y: ['feedback'] },
  },
  {
    name: 'engines',
    title: 'Engines and fallbacks',
    description: 'Which engine judged how much, and how often it stood in for another one; over the last 28 days (UTC).',
    sql: `SELECT analysis.engine AS engine,
  analysis.engineversion AS version,
  count(*) AS feedback,
  ${percent('count(*)', 'sum(count(*)) OVER ()')} AS share_percent,
  count_if(analysis.fallback) AS fallbacks,
  ${percent('count_if(analysis.fallback)')} AS fallback_percent
FROM all_feedback
WHERE ${lastDays(28)}
GROUP BY analysis.engine, analysis.engineversion
ORDER BY feedback DESC, engine, version`,
    chart: { kind: 'bars', x: 'engine', y: ['share_percent', 'fallback_percent'] },
  },
  {
    name: 'rating-against-sentiment',
    title: 'Ratings against sentiment',
    description:
      'What customers rated (0 to 10) whose words were judged so: the mean, and how many rated low (0 to 3) or high (8 to 10); over the last 28 days (UTC).',
    sql: `SELECT sentiment,
  count(*) AS rated,
  ${rounded('avg(rating)', 2)} AS mean_rating,
  count_if(rating <= 3) AS low,
  count_if(rating > 3 AND rating < 8) AS middle,
  count_if(rating >= 8) AS high
FROM all_feedback
WHERE ${lastDays(28)}
    AND rating IS NOT NULL
GROUP BY sentiment
ORDER BY sentiment`,
    chart: { kind: 'stacked-bars', x: 'sentiment', y: ['low', 'middle', 'high'] },
  },
];
