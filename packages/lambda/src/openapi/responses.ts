import { BODY_BYTES } from '../body.ts';
import { idempotencyKey } from '../schemas.ts';
import { MISSING_TEXT_EXAMPLE, UNAVAILABLE_EXAMPLE } from './examples.ts';
import { inlineSchema, type Json, referTo } from './json-schemas.ts';

/** The header that a retry is told by, in requests and in answers. */
export const KEY_SCHEMA = inlineSchema(idempotencyKey);

/** Every header that an answer can have. */
export const HEADERS = {
  'x-request-id': { description: 'Names the request, here and in the logs.', schema: { type: 'string' } },
  'access-control-allow-origin': { description: 'Whose pages may read the answer.', schema: { type: 'string' } },
  'access-control-expose-headers': { description: 'Which headers they may read.', schema: { type: 'string' } },
  'access-control-allow-methods': { description: 'What pages may do.', schema: { type: 'string' } },
  'access-control-allow-headers': { description: 'Which headers they may send.', schema: { type: 'string' } },
  'access-control-max-age': { description: 'How long this holds, in seconds.', schema: { type: 'integer' } },
  'retry-after': { description: 'When to send it again, in seconds.', schema: { type: 'integer', minimum: 1 } },
  'idempotency-key': { description: 'Send the same body again with this key: nothing is then kept twice.', schema: KEY_SCHEMA },
  allow: { description: 'What can be done at this path.', schema: { type: 'string' } },
} as const satisfies Json;

/** The name of such a header. */
export type HeaderName = keyof typeof HEADERS;

/** What every answer to a submission has for pages of another origin. */
export const CORS: readonly HeaderName[] = ['access-control-allow-origin', 'access-control-expose-headers'];

interface ErrorAnswer {
  readonly description: string;
  readonly headers?: readonly HeaderName[];
  readonly example?: Json;
}

const ERRORS = {
  400: { description: 'Something about the request is wrong; `details` names every field.', example: MISSING_TEXT_EXAMPLE },
  404: { description: 'No feedback has this id.' },
  409: { description: 'The idempotency key was already used with another body.' },
  413: { description: `A text is too long, or the body is over ${BODY_BYTES.toLocaleString('en')} bytes.` },
  500: { description: 'The service is at fault; trying again will not help soon.', headers: ['idempotency-key'] },
  503: {
    description: 'Nothing is lost: send the same again after the time given, with the idempotency key that came back.',
    headers: ['retry-after', 'idempotency-key'],
    example: UNAVAILABLE_EXAMPLE,
  },
  default: { description: 'Any other error: 404 for a path that is not there, 405 for a method.', headers: ['allow'] },
} as const satisfies Record<string, ErrorAnswer>;

/** The errors of an operation by their status, with headers that all of them have. */
export function errors(statuses: readonly (keyof typeof ERRORS)[], common: readonly HeaderName[] = []): Json {
  const entries = statuses.map((status) => {
    const { description, headers = [], example }: ErrorAnswer = ERRORS[status];
    return [status, answered(description, [...common, ...headers], referTo('Problem'), example)];
  });
  return Object.fromEntries(entries);
}

/** An answer in JSON. */
export function answered(description: string, headers: readonly HeaderName[], schema: Json, example?: Json): Json {
  const content = { 'application/json': { schema, ...(example && { example }) } };
  return { description, headers: headerReferences(headers), content };
}

/** Points to headers, with the one that every answer has. */
export function headerReferences(names: readonly HeaderName[]): Json {
  return Object.fromEntries(['x-request-id', ...names].map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}
