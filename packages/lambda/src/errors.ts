import { FAILURE_KINDS, type Failure, type FailureKind, type Issue, toFailure } from '@earshot/core';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { type AnswerHeaders, answer } from './answer.ts';
import type { EdgeContext } from './context.ts';
import { type EdgeLog, failureFields } from './log.ts';

/** What an error may be called in its body: the kind of the failure, or what HTTP alone knows. */
export const PROBLEM_CODES = [...FAILURE_KINDS, 'too-large', 'method-not-allowed'] as const;

/** One of the names that an error may have. */
export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** The body of every answer that is an error. */
export interface Problem {
  /** What is wrong and what to do, for a person; the same sentence for every 5xx. */
  readonly error: string;
  readonly code: ProblemCode;
  readonly requestId: string;
  /** Every field at fault, under the name that the caller gave it; present when there is one. */
  readonly details?: readonly Pick<Issue, 'field' | 'message'>[];
}

/** All that a caller is told of a failure that is not the caller's, word for word. */
export const PROCESSING_FAILED = 'Failed to process feedback';

/** When to try again after a 503, in seconds: most throttling is over by then. */
export const RETRY_AFTER_SECONDS = 2;

/** Where each kind of failure lands in HTTP. */
export const STATUS = {
  invalid: 400,
  conflict: 409,
  'not-found': 404,
  throttled: 503,
  unavailable: 503,
  denied: 500,
  unsupported: 500,
  internal: 500,
} as const satisfies Record<FailureKind, ContentfulStatusCode>;

/** Answers with what went wrong; what the caller is not told goes to the log. */
export function answerError(c: EdgeContext, log: EdgeLog, error: unknown): Response {
  const failure = toFailure(error);
  const status = STATUS[failure.kind];
  if (status >= 500) return answerFault(c, log, failure);
  const tooLarge = failure.issues.some((issue) => issue.tooLarge);
  return answerRefusal(c, log, tooLarge ? 413 : status, {
    error: failure.message,
    code: tooLarge ? 'too-large' : failure.kind,
    ...(failure.issues.length > 0 && { details: failure.issues.map(({ field, message }) => ({ field, message })) }),
  });
}

/** Answers a request that is not taken, for a reason that its caller can mend. */
export function answerRefusal(
  c: EdgeContext,
  log: EdgeLog,
  status: ContentfulStatusCode,
  problem: Omit<Problem, 'requestId'>,
  headers?: AnswerHeaders,
): Response {
  const requestId = c.get('requestId');
  log.info({ requestId, status, code: problem.code }, 'request refused');
  const body: Problem = { ...problem, requestId };
  return answer(c, status, body, headers);
}

function answerFault(c: EdgeContext, log: EdgeLog, failure: Failure): Response {
  const requestId = c.get('requestId');
  const status = STATUS[failure.kind];
  log.error({ requestId, status, ...failureFields(failure) }, 'request failed');
  const body: Problem = { error: PROCESSING_FAILED, code: failure.kind, requestId };
  return answer(c, status, body, {
    ...(status === 503 && { 'retry-after': String(RETRY_AFTER_SECONDS) }),
    ...(failure.retryKey !== undefined && { 'idempotency-key': failure.retryKey }),
  });
}
