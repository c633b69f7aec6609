import { type FeedbackRecord, LIMITS, type Page, type Receipt, SENTIMENTS } from '@earshot/core';
import * as z from 'zod/mini';
import { PROBLEM_CODES, type Problem } from './errors.ts';
import { PROCESSED } from './routes/submit.ts';

/*
 * What goes in and comes out, for the OpenAPI document. Nothing here runs when a request is served: the core checks submissions
 * (see routes/submit.ts), and answers are typed. A submission that the core takes fits the schema. The reverse does not hold where
 * JSON Schema has no word for it: it counts characters, of which a text never has more than bytes, and knows no language tags.
 */

function text(about: string, maxBytes: number) {
  return z.string().check(z.maxLength(maxBytes), z.describe(`${about} At most ${maxBytes.toLocaleString('en')} bytes of UTF-8.`));
}

const sentiment = z
  .enum(SENTIMENTS)
  .check(z.describe('What the text says of the feeling; UNKNOWN when no engine can judge its language.'));

/** The body of `POST /feedback`; a field that is `null` counts as absent. */
export const submission = z.object({
  feedback: text('What the customer says; not blank.', LIMITS.feedbackBytes).check(z.minLength(1), z.regex(/\S/)),
  customer_id: z.nullish(
    text('Who says it; "anonymous" when it is absent or empty. "customerId" is understood, too.', LIMITS.customerIdBytes).check(
      z.regex(/^$|\S/),
    ),
  ),
  language: z.nullish(
    text('The language as a BCP 47 tag; detected when it is absent.', LIMITS.sourceBytes).check(z.minLength(1)),
  ),
  source: z.nullish(text('The channel it came by.', LIMITS.sourceBytes).check(z.regex(/\S/))),
  rating: z.nullish(
    z.number().check(z.minimum(0), z.maximum(LIMITS.maxRating), z.describe('What the customer gave, in points.')),
  ),
  metadata: z.nullish(
    z
      .record(
        z.string().check(z.minLength(1), z.maxLength(LIMITS.metadataKeyBytes), z.regex(/\S/)),
        z.string().check(z.maxLength(LIMITS.metadataValueBytes)),
      )
      .check(z.meta({ description: 'Anything else that is short.', maxProperties: LIMITS.metadataEntries })),
  ),
});

/** The answer to feedback that is kept. */
export const receipt = z.object({
  message: z.literal(PROCESSED),
  feedbackId: z.guid(),
  sentiment,
}) satisfies z.ZodMiniType<Receipt>;

const score = z.number().check(z.minimum(0), z.maximum(1));

/** One piece of feedback as it is stored. */
export const record = z.object({
  feedbackId: z.guid(),
  timestamp: z.int().check(z.describe('When it was accepted, in whole seconds since 1970 UTC.')),
  customerId: z.string(),
  feedbackText: z.string(),
  sentiment,
  sentimentScores: z
    .object({ positive: score, negative: score, neutral: score, mixed: score })
    .check(z.describe('They sum to 1, or to 0 when the sentiment is UNKNOWN.')),
  language: z.string().check(z.describe('BCP 47 tag, given or detected.')),
  analysis: z
    .object({ engine: z.string(), engineVersion: z.string(), chunks: z.int(), fallback: z.boolean() })
    .check(z.describe('Where the sentiment comes from.')),
  source: z.exactOptional(z.string()),
  rating: z.exactOptional(z.number()),
  metadata: z.exactOptional(z.record(z.string(), z.string())),
  lakeKey: z.exactOptional(z.string().check(z.describe('The lake object that holds it, when it is not its own.'))),
}) satisfies z.ZodMiniType<FeedbackRecord>;

/** One page of feedback, newest first. */
export const page = z.object({
  items: z.array(record),
  cursor: z.exactOptional(z.string().check(z.describe('Gives the next page; absent with the last.'))),
}) satisfies z.ZodMiniType<Page>;

/** The body of every error. */
export const problem = z.object({
  error: z.string().check(z.describe('What is wrong and what to do.')),
  code: z.enum(PROBLEM_CODES),
  requestId: z.string().check(z.describe('As in the header x-request-id, and in the logs.')),
  details: z.exactOptional(
    z
      .array(z.object({ field: z.string(), message: z.string() }))
      .check(z.describe('Every field at fault, under the name that the request gave it.')),
  ),
}) satisfies z.ZodMiniType<Problem>;

/** The header `Idempotency-Key`: keys that are sent, and those that come back for a retry. */
export const idempotencyKey = z
  .string()
  .check(z.minLength(1), z.maxLength(LIMITS.idempotencyKeyLength), z.regex(/^[\x21-\x7e]+$/));
