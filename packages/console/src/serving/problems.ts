import { Failure, type FailureKind, type Ids, type Issue, toFailure } from '@earshot/core';
import { failureFields } from '@earshot/lambda';
import type { Logger } from 'pino';

/** Where each kind of failure of the local routes lands in HTTP. */
const STATUS = {
  invalid: 400,
  conflict: 409,
  'not-found': 404,
  unsupported: 501,
  throttled: 503,
  unavailable: 503,
  denied: 500,
  internal: 500,
} as const satisfies Record<FailureKind, number>;

const FAILED = 'The request failed; the log says why';

/** Makes answers that say what is wrong, in the shape that the edge uses. */
export class Problems {
  readonly #ids: Ids;
  readonly #log: Logger;

  constructor(ids: Ids, log: Logger) {
    this.#ids = ids;
    this.#log = log;
  }

  /** An answer to a request that is not taken. */
  answer(status: number, code: string, error: string, issues: readonly Issue[] = []): Response {
    const requestId = this.#ids.fresh();
    const details = issues.map(({ field, message }) => ({ field, message }));
    const body = { error, code, requestId, ...(details.length > 0 && { details }) };
    return Response.json(body, { status, headers: { 'x-request-id': requestId } });
  }

  /** An answer to a request that failed. What is ours to mend is told to the log alone. */
  failed(error: unknown): Response {
    const { kind, message, issues } = this.#told(error);
    return this.answer(STATUS[kind], kind, message, issues);
  }

  /** The same for an answer that has begun already: what its last line can say. */
  inWords(error: unknown): { readonly error: string; readonly code: FailureKind } {
    const { kind, message } = this.#told(error);
    return { error: message, code: kind };
  }

  #told(error: unknown): Failure {
    const failure = toFailure(error);
    if (STATUS[failure.kind] !== 500) return failure;
    this.#log.error(failureFields(failure), 'request failed');
    return new Failure(failure.kind, FAILED);
  }
}
