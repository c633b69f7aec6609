/** Names and values that tell series of a metric apart. Never a customer or a text. */
export type Dimensions = Readonly<Record<string, string>>;

/** The metrics that the use cases count, and those of an analyzer that runs beside another. */
export type MetricName = 'FeedbackProcessed' | 'ProcessingErrors' | 'ShadowAgreement' | 'ShadowConfusion';

/**
 * Counts what happens.
 *
 * - It returns at once and never throws, whatever becomes of the count.
 * - Counts of the same name and dimensions, in any order, add up. A value that is no positive finite number counts nothing.
 */
export interface MetricsSink {
  count(name: MetricName, value: number, dimensions: Dimensions): void;
}
