import { Failure, type Issue, invalid } from './failure.ts';
import { ANONYMOUS } from './feedback.ts';
import { Fields, kindOf } from './fields.ts';
import { defined, isObject, sortedEntries } from './objects.ts';

/** What the limits of a submission are; bytes are bytes of UTF-8. */
export const LIMITS = {
  feedbackBytes: 100_000,
  customerIdBytes: 256,
  sourceBytes: 64,
  maxRating: 10,
  metadataEntries: 20,
  metadataKeyBytes: 64,
  metadataValueBytes: 256,
  idempotencyKeyLength: 255,
  anonymousKeyLength: 16,
} as const;

/** What the answer to a missing text says, word for word. */
export const TEXT_REQUIRED = 'Feedback text is required';

/** A piece of feedback as someone gives it, checked. */
export interface Submission {
  readonly feedbackText: string;
  readonly customerId: string;
  /** Canonical BCP 47 tag. */
  readonly language?: string;
  readonly source?: string;
  readonly rating?: number;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly idempotencyKey?: string;
}

/**
 * Checks what came in from outside: `{feedback, customer_id?, language?, source?, rating?, metadata?}`, the key apart.
 * `customerId` does where there is no `customer_id`; other fields it does not know are left out. Fails as `invalid` with one issue for every problem there is.
 */
export function parseSubmission(input: unknown, idempotencyKey?: string): Submission {
  if (!isObject(input)) throw invalid([{ field: 'body', message: `must be a JSON object, not ${kindOf(input)}` }]);
  const fields = new Fields(input);
  const given = {
    language: language(fields),
    source: fields.text('source', { maxBytes: LIMITS.sourceBytes }),
    rating: fields.number('rating', 0, LIMITS.maxRating),
    metadata: metadata(fields),
    idempotencyKey,
  };
  const submission = { feedbackText: feedbackText(fields), customerId: customerId(fields), ...defined(given) };
  const issues = [...fields.issues, ...keyIssues(idempotencyKey, submission.customerId)];
  if (issues.length === 0) return submission;
  throw onlyTextMissing(issues) ? new Failure('invalid', TEXT_REQUIRED, { issues }) : invalid(issues);
}

/** The canonical form of a submission, without its key: equal for equal submissions, whatever the order of fields. */
export function canonical(submission: Submission): string {
  const { feedbackText, customerId, language, source, rating, metadata = {} } = submission;
  return JSON.stringify([feedbackText, customerId, language ?? null, source ?? null, rating ?? null, sortedEntries(metadata)]);
}

function onlyTextMissing(issues: readonly Issue[]): boolean {
  return issues.every(({ message }) => message === TEXT_REQUIRED);
}

function feedbackText(fields: Fields): string {
  const value = fields.value('feedback');
  const missing = value === undefined || (typeof value === 'string' && value.trim() === '');
  if (missing) fields.problem('feedback', TEXT_REQUIRED);
  return (missing ? undefined : fields.text('feedback', { maxBytes: LIMITS.feedbackBytes })) ?? '';
}

/** Who says it, also under the name that it has in a record, so that nobody becomes anonymous by a near miss. */
function customerId(fields: Fields): string {
  const name = fields.value('customer_id') === undefined ? 'customerId' : 'customer_id';
  if (fields.value(name) === '') return ANONYMOUS;
  return fields.text(name, { maxBytes: LIMITS.customerIdBytes }) ?? ANONYMOUS;
}

function language(fields: Fields): string | undefined {
  const tag = fields.text('language', { maxBytes: LIMITS.sourceBytes });
  try {
    return tag === undefined ? undefined : Intl.getCanonicalLocales(tag)[0];
  } catch {
    return fields.problem('language', 'must be a BCP 47 language tag such as "en" or "pt-BR"');
  }
}

function metadata(fields: Fields): Record<string, string> | undefined {
  const given = fields.object('metadata');
  if (given === undefined) return undefined;
  const names = Object.keys(given);
  if (names.length > LIMITS.metadataEntries)
    return fields.problem('metadata', `must have at most ${LIMITS.metadataEntries} entries`);
  const inner = new Fields(given, 'metadata.');
  const entries = names.map((name) => [metadataKey(inner, name), metadataValue(inner, name)] as const);
  fields.issues.push(...inner.issues);
  return Object.fromEntries(entries);
}

function metadataKey(inner: Fields, name: string): string {
  const key = new Fields({ name }).text('name', { maxBytes: LIMITS.metadataKeyBytes });
  if (key === undefined || key === '__proto__') {
    inner.problem(
      name.toWellFormed().slice(0, 20),
      `must have a name of 1 to ${LIMITS.metadataKeyBytes} bytes that is not __proto__`,
    );
  }
  return name;
}

function metadataValue(inner: Fields, name: string): string {
  const value = inner.text(name, { maxBytes: LIMITS.metadataValueBytes, mayBeBlank: true });
  if (value === undefined && inner.value(name) === undefined) inner.problem(name, 'must be a string, not null');
  return value ?? '';
}

function keyIssues(key: string | undefined, customerId: string): Issue[] {
  if (key === undefined) return [];
  const min = customerId === ANONYMOUS ? LIMITS.anonymousKeyLength : 1;
  const fits = key.length >= min && key.length <= LIMITS.idempotencyKeyLength && /^[\x21-\x7e]*$/.test(key);
  const whose = min > 1 ? ' when there is no customer_id' : '';
  const message = `must be ${min} to ${LIMITS.idempotencyKeyLength} visible ASCII characters${whose}`;
  return fits ? [] : [{ field: 'Idempotency-Key', message }];
}
