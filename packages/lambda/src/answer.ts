import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { EdgeContext } from './context.ts';

/** An answer in JSON with the headers that every answer to this request has. */
export function answer(c: EdgeContext, status: ContentfulStatusCode, body: object, headers: AnswerHeaders = {}): Response {
  return c.json(body, status, { ...c.get('answerHeaders'), ...headers });
}

/** Headers by their names in lower case. */
export type AnswerHeaders = Readonly<Record<string, string>>;
