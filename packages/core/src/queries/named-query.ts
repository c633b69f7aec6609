/** A question about the lake that has a name. */
export interface NamedQuery {
  /** What it is asked by: words with hyphens, such as `sentiment-by-day`. */
  readonly name: string;
  /** What it is called where people choose, and over its chart. */
  readonly title: string;
  /** What it answers, over which days, and what is counted how. */
  readonly description: string;
  /** One SELECT from `all_feedback`, without a semicolon, that Athena and DuckDB answer alike; its rows have one order. */
  readonly sql: string;
  /** How to draw the answer; none where it is a list to read. */
  readonly chart?: Chart;
}

/** How an answer is drawn, by the names of its columns. */
export interface Chart {
  /** `stacked-bars` are parts of a whole, one bar for each value of `x`. */
  readonly kind: 'line' | 'bars' | 'stacked-bars';
  readonly x: string;
  readonly y: readonly string[];
}
