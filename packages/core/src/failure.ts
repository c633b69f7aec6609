import { isObject } from './objects.ts';

/** Every way in which a port or a use case can fail. */
export const FAILURE_KINDS = [
  'invalid',
  'conflict',
  'not-found',
  'throttled',
  'unavailable',
  'denied',
  'unsupported',
  'internal',
] as const;

/** One of the closed set of failure kinds. */
export type FailureKind = (typeof FAILURE_KINDS)[number];

/** One thing that is wrong with an input: the field as the caller named it, and what to do. */
export interface Issue {
  readonly field: string;
  readonly message: string;
  /** True when the value is right in kind but too large, which HTTP answers with 413. */
  readonly tooLarge?: boolean;
}

/** What a failure carries beside its kind and message. */
export interface FailureDetails {
  readonly cause?: unknown;
  readonly issues?: readonly Issue[];
  /** Whether the same call can succeed later; by default so for `throttled` and `unavailable`. */
  readonly retryable?: boolean;
  /** The idempotency key that makes a retry converge with what this attempt already wrote. */
  readonly retryKey?: string;
}

/** The only error that ports and use cases throw on purpose. Recognise it with {@link isFailure}. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly kind: FailureKind;
  readonly issues: readonly Issue[];
  readonly retryable: boolean;
  readonly retryKey?: string;

  constructor(kind: FailureKind, message: string, details: FailureDetails = {}) {
    super(message, 'cause' in details ? { cause: details.cause } : {});
    this.kind = kind;
    this.issues = details.issues ?? [];
    this.retryable = details.retryable ?? (kind === 'throttled' || kind === 'unavailable');
    if (details.retryKey !== undefined) this.retryKey = details.retryKey;
  }
}

/** Recognises a failure by its kind, so that two copies of this package understand each other. */
export function isFailure(error: unknown): error is Failure {
  return isObject(error) && 'message' in error && 'kind' in error && FAILURE_KINDS.some((kind) => kind === error.kind);
}

/** The failure itself, or an `internal` one that keeps the unexpected error as its cause. */
export function toFailure(error: unknown): Failure {
  if (isFailure(error)) return error;
  return new Failure('internal', messageOf(error), { cause: error });
}

/** What an error says, also one of another realm or none at all. */
export function messageOf(error: unknown): string {
  return isObject(error) && 'message' in error ? String(error.message) : String(error);
}

/** An `invalid` failure that names every field at fault. */
export function invalid(issues: readonly Issue[]): Failure {
  const message = issues.map(({ field, message }) => `${field}: ${message}`).join('; ');
  return new Failure('invalid', message, { issues });
}
