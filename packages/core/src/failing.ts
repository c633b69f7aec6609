import { Failure, type FailureKind } from './failure.ts';
import type { Identity } from './identity.ts';
import type { MetricsSink } from './ports/metrics-sink.ts';

const CALLERS_FAULT: readonly FailureKind[] = ['invalid', 'conflict', 'not-found'];

/** Counts a failure that is not the caller's fault, and gives it the key that makes a retry converge. */
export function countedFailure(metrics: MetricsSink, failure: Failure, { idempotencyKey }: Identity): Failure {
  if (CALLERS_FAULT.includes(failure.kind)) return failure;
  metrics.count('ProcessingErrors', 1, {});
  const { kind, message, issues, retryable } = failure;
  return new Failure(kind, message, { cause: failure, issues, retryable, retryKey: idempotencyKey });
}
