import { setTimeout as pause } from 'node:timers/promises';
import {
  type Dimensions,
  type FailureKind,
  type ImportOutcome,
  importFeedback,
  type MetricName,
  type MetricsSink,
  type Pipeline,
} from '@earshot/core';
import type { Batch } from './batches.ts';
import { retrying } from './retrying.ts';
import type { RowError } from './row-errors.ts';

/** What became of a batch. */
export interface Kept {
  readonly rows: number;
  readonly imported: number;
  readonly alreadyThere: number;
  readonly errors: readonly RowError[];
}

/** Failures that lie in the row itself, so that the rows beside it can be kept without it. */
const THE_ROWS_FAULT: readonly FailureKind[] = ['invalid', 'conflict', 'unsupported'];

/** Stores a batch, with patience for what can pass. A failure that is not a single row's is thrown, and the batch can be sent again. */
export async function keep(pipeline: Pipeline, batch: Batch): Promise<Kept> {
  const counting = new CountingMetrics(pipeline.metrics);
  const counted = { ...pipeline, metrics: counting };
  const outcomes = batch.entries.length > 0 ? await retrying(() => attempt(counted, batch), pause) : [];
  const refused = outcomes.flatMap((outcome, i) => {
    const { line = 0, text = '' } = batch.located[i] ?? {};
    return 'failure' in outcome ? [{ line, reason: outcome.failure.message, row: text }] : [];
  });
  const imported = counting.stored;
  const alreadyThere = outcomes.length - refused.length - imported;
  const errors = [...batch.errors, ...refused].sort((a, b) => a.line - b.line);
  return { rows: batch.rows, imported, alreadyThere, errors };
}

/** Counts what is stored by all attempts at a batch: to a repeat, what the attempt before stored is there already. */
class CountingMetrics implements MetricsSink {
  readonly #metrics: MetricsSink;
  stored = 0;

  constructor(metrics: MetricsSink) {
    this.#metrics = metrics;
  }

  count(name: MetricName, value: number, dimensions: Dimensions): void {
    if (name === 'FeedbackProcessed') this.stored += value;
    this.#metrics.count(name, value, dimensions);
  }
}

async function attempt(pipeline: Pipeline, { entries }: Batch): Promise<readonly ImportOutcome[]> {
  const outcomes = await importFeedback(pipeline, entries);
  for (const outcome of outcomes)
    if ('failure' in outcome && !THE_ROWS_FAULT.includes(outcome.failure.kind)) throw outcome.failure;
  return outcomes;
}
