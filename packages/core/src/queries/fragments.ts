import { ANONYMOUS } from '../feedback.ts';
import { LAKE_DAY } from '../lake-columns.ts';

/** Who gave a row's feedback; NULL where nobody said. */
export const CUSTOMER = `nullif(customerid, '${ANONYMOUS}')`;

/** The UTC time of a row, as `2026-11-24 18:05:09`. Athena writes milliseconds too, which are cut off. */
export const TIME = `substr(cast(timestamp '1970-01-01 00:00:00' + interval '1' second * "timestamp" AS varchar), 1, 19)`;

/** The hour of the day in UTC, from 0 to 23. */
export const HOUR = `hour(timestamp '1970-01-01 00:00:00' + interval '1' second * "timestamp")`;

/** How many rows are judged so; also says so of a window's rows. */
export const NEGATIVE = "count_if(sentiment = 'NEGATIVE')";
export const POSITIVE = "count_if(sentiment = 'POSITIVE')";

/** How many rows an engine could judge. */
export const JUDGED = "count_if(sentiment <> 'UNKNOWN')";

/** What stands for the channel of feedback that came without one. */
export const SOURCE = "coalesce(source, '(none)')";

/** A day so many days before today in UTC, as `2026-11-24`; DuckDB makes a time of it, which is cut off. */
export function daysAgo(days: number): string {
  return `substr(${dateText(days)}, 1, 10)`;
}

/** The rows of so many days, today's among them. The year is compared by itself too, which is all that Athena needs to leave out folders. */
export function lastDays(days: number): string {
  return `year >= substr(${dateText(days - 1)}, 1, 4)\n    AND ${LAKE_DAY} >= ${daysAgo(days - 1)}`;
}

/**
 * A number with so many decimals, halves rounded up. `round` is not for this: of numbers that are halves in decimals only, such as 0.9295,
 * one version of an engine makes 0.93 and another 0.929.
 */
export function rounded(number: string, decimals: number): string {
  return scaled(number, 1, decimals);
}

/** A share in per cent with one decimal; NULL of nothing. */
export function percent(part: string, whole = 'count(*)'): string {
  return scaled(`${part} / nullif(${whole}, 0)`, 100, 1);
}

/** Positive less negative feedback, per cent of what was judged: from -100 to 100. */
export const NET = percent(`(${POSITIVE} - ${NEGATIVE})`, JUDGED);

/** How much feedback there is, and how much of it is negative. */
export const AMOUNTS = `count(*) AS feedback,
  ${NEGATIVE} AS negative,
  ${percent(NEGATIVE)} AS negative_percent`;

function scaled(number: string, factor: number, decimals: number): string {
  const steps = 10 ** decimals;
  return `floor(${factor * steps}e0 * ${number} + 0.5e0) / ${steps}e0`;
}

function dateText(daysBefore: number): string {
  return `cast(current_date - interval '${daysBefore}' day AS varchar)`;
}
