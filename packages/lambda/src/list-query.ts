import { defined, invalid, LIMITS, type ListQuery, SENTIMENTS, utf8Length } from '@earshot/core';
import * as z from 'zod/mini';

const MAX_LIMIT = 1_000;
const DEFAULT_LIMIT = 50;
const TIME = 'a date (2026-11-24), a date and time with its zone (2026-11-24T10:00:00Z), or whole seconds since 1970 UTC';

function time(about: string) {
  const forms = z.union([z.iso.date(), z.iso.datetime({ offset: true }), z.string().check(z.regex(/^\d{1,11}$/))]);
  return z.optional(z.pipe(forms, z.transform(seconds)).check(z.describe(`${about}: ${TIME}.`)));
}

/** The query of `GET /feedback`: it checks what comes, and the OpenAPI document is made of it. */
export const listQuery = z.object({
  limit: z.pipe(
    z.transform(wholeNumber),
    z._default(z.int().check(z.minimum(1), z.maximum(MAX_LIMIT), z.describe('At most this many.')), DEFAULT_LIMIT),
  ),
  cursor: z.optional(z.string().check(z.minLength(1), z.describe('Where the page before ended, as it said itself.'))),
  sentiment: z.optional(z.enum(SENTIMENTS)),
  customer_id: z.optional(
    z.string().check(
      z.minLength(1),
      z.maxLength(LIMITS.customerIdBytes),
      z.refine((id) => utf8Length(id) <= LIMITS.customerIdBytes),
    ),
  ),
  from: time('Not before this'),
  to: time('Before this'),
});

/** What each field must be. A field that comes twice comes as a list, so "one" is meant. */
const MUST_BE: Readonly<Record<string, string>> = {
  limit: `one whole number from 1 to ${MAX_LIMIT}`,
  cursor: 'one cursor that a list gave',
  sentiment: `one of ${SENTIMENTS.join(', ')}`,
  customer_id: `one customer id of 1 to ${LIMITS.customerIdBytes} bytes`,
  from: `one time: ${TIME}`,
  to: `one time: ${TIME}`,
};

/** Reads a query, each field with all its values. Fields it does not know are left out; fails as `invalid` naming every one at fault. */
export function parseListQuery(query: Readonly<Record<string, readonly string[]>>): ListQuery {
  const given = Object.entries(query).map(([name, values]) => [name, values.length === 1 ? values[0] : values]);
  const parsed = listQuery.safeParse(Object.fromEntries(given));
  if (!parsed.success) throw invalid(parsed.error.issues.map(({ path }) => problem(String(path[0]))));
  const { limit, customer_id: customerId, ...rest } = parsed.data;
  return { limit, ...defined({ customerId, ...rest }) };
}

function problem(field: string) {
  return { field, message: `must be ${MUST_BE[field]}` };
}

function wholeNumber(input: unknown): number | undefined {
  if (input === undefined) return undefined;
  return typeof input === 'string' && /^\d{1,9}$/.test(input) ? Number(input) : Number.NaN;
}

/** Records carry whole seconds, so a fraction starts with the next one. */
function seconds(time: string): number {
  return /^\d+$/.test(time) ? Number(time) : Math.ceil(Date.parse(time) / 1000);
}
