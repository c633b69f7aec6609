import { Failure } from './failure.ts';
import type { Identity } from './identity.ts';
import type { MetricsSink } from './ports/metrics-sink.ts';

/**
 * What is left of a failure on the way of a checked submission: only a conflict is the caller's. Any other is counted and gets the key that
 * makes a retry converge; where a port calls what we gave it invalid, that is our own fault.
 */
export function countedFailure(metrics: MetricsSink, failure: Failure, { idempotencyKey }: Identity): Failure {
  if (failure.kind === 'conflict') return failure;
  metrics.count('ProcessingErrors', 1, {});
  const { message, retryable } = failure;
  const kind = failure.kind === 'invalid' ? 'internal' : failure.kind;
  return new Failure(kind, message, { cause: failure, retryable, retryKey: idempotencyKey });
}
