import type * as z from 'zod/mini';
import { listQuery } from '../list-query.ts';
import { RECEIPT_EXAMPLE, SUBMISSION_EXAMPLE } from './examples.ts';
import { inlineSchema, type Json, referTo } from './json-schemas.ts';
import { answered, CORS, errors, headerReferences, KEY_SCHEMA } from './responses.ts';

const READERS_ONLY =
  'Only for who was let in: on AWS by IAM (requests are signed), on one machine by sitting at it. Pages of another origin never are.';

const submit: Json = {
  operationId: 'submitFeedback',
  summary: 'Takes a piece of feedback',
  description: 'A 200 means that it is in the store and in the lake. The Content-Type is not looked at.',
  parameters: [
    {
      name: 'Idempotency-Key',
      in: 'header',
      description:
        'The same key from the same customer gives the same answer and keeps the feedback once. At least 16 characters when there is no customer_id.',
      schema: KEY_SCHEMA,
    },
  ],
  requestBody: {
    required: true,
    content: { 'application/json': { schema: referTo('Submission'), example: SUBMISSION_EXAMPLE } },
  },
  responses: {
    200: answered('It is kept.', CORS, referTo('Receipt'), RECEIPT_EXAMPLE),
    ...errors([400, 409, 413, 500, 503, 'default'], CORS),
  },
};

const preflight: Json = {
  operationId: 'preflightFeedback',
  summary: 'Tells a browser that pages of another origin may submit',
  responses: {
    204: {
      description: 'They may.',
      headers: headerReferences([
        ...CORS,
        'access-control-allow-methods',
        'access-control-allow-headers',
        'access-control-max-age',
      ]),
    },
  },
};

const list: Json = {
  operationId: 'listFeedback',
  summary: 'Gives feedback, newest first, a page at a time',
  description: READERS_ONLY,
  parameters: Object.entries(listQuery.shape).map(([name, schema]) => parameter(name, schema)),
  responses: {
    200: answered('A page.', [], referTo('FeedbackPage')),
    ...errors([400, 500, 503, 'default']),
  },
};

const read: Json = {
  operationId: 'getFeedback',
  summary: 'Gives one piece of feedback',
  description: READERS_ONLY,
  parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }],
  responses: { 200: answered('The feedback.', [], referTo('Feedback')), ...errors([404, 500, 503, 'default']) },
};

const document: Json = {
  operationId: 'getOpenApiDocument',
  summary: 'Gives this document',
  responses: { 200: answered('The document.', [], { type: 'object' }), ...errors(['default']) },
};

/** Every route, as it is described to clients. */
export const PATHS: Json = {
  '/feedback': { post: submit, options: preflight, get: list },
  '/feedback/{id}': { get: read },
  '/openapi.json': { get: document },
};

function parameter(name: string, schema: z.ZodMiniType): Json {
  const { description, ...rest } = inlineSchema(schema);
  return { name, in: 'query', ...(description !== undefined && { description }), schema: rest };
}
