import type { AnswerHeaders } from './answer.ts';

/** What a page of another origin may send with a submission. */
export const SUBMISSION_HEADERS = 'content-type, idempotency-key';

const READABLE_HEADERS = 'x-request-id, retry-after, idempotency-key';

/** Lets pages of an origin (`*` for all) read the answer. The origin is always the same, so no `Vary` is due. */
export function corsHeaders(origin: string): AnswerHeaders {
  return { 'access-control-allow-origin': origin, 'access-control-expose-headers': READABLE_HEADERS };
}

/** Answers the question that a browser asks before it submits; it may remember the answer for ten minutes. */
export const PREFLIGHT_HEADERS: AnswerHeaders = {
  'access-control-allow-methods': 'POST',
  'access-control-allow-headers': SUBMISSION_HEADERS,
  'access-control-max-age': '600',
};
