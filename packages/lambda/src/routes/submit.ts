import { type Pipeline, parseSubmission, submitFeedback } from '@earshot/core';
import { answer } from '../answer.ts';
import { jsonBody } from '../body.ts';
import type { Edge, EdgeContext } from '../context.ts';
import { corsHeaders, PREFLIGHT_HEADERS } from '../cors.ts';

/** What submitting works with. */
export interface SubmitOptions {
  readonly pipeline: Pipeline;
  readonly corsOrigin: string;
  readonly remainingMs: (c: EdgeContext) => number;
}

/** What a caller whose feedback is kept is told, word for word. */
export const PROCESSED = 'Feedback processed successfully';

/**
 * `POST /feedback` and its preflight.
 *
 * What a submission must satisfy is said once, in the core's `parseSubmission`, which sees the body as it came and tells all
 * problems at once; the schemas describe it to clients and are held against it in a test. Checked by them first, a body would be
 * told half its problems, in other words, and lose a `__proto__` that the core refuses.
 */
export function submitRoute(app: Edge, { pipeline, corsOrigin, remainingMs }: SubmitOptions): void {
  app.on(['POST', 'OPTIONS'], '/feedback', (c, next) => {
    c.set('answerHeaders', { ...c.get('answerHeaders'), ...corsHeaders(corsOrigin) });
    return next();
  });
  app.options('/feedback', (c) => c.body(null, 204, { ...c.get('answerHeaders'), ...PREFLIGHT_HEADERS }));
  app.post('/feedback', async (c) => {
    const submission = parseSubmission(await jsonBody(c), c.req.header('idempotency-key'));
    const receipt = await submitFeedback(pipeline, submission, remainingMs(c));
    return answer(c, 200, { message: PROCESSED, ...receipt });
  });
}
