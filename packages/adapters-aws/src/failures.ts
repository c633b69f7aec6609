import { Failure, type FailureKind, isFailure, isObject, messageOf } from '@earshot/core';

/** What the error names of the four services mean. Anything else is told by its HTTP status, then by its network code. */
const BY_NAME: ReadonlyMap<string, FailureKind> = new Map([
  ['ThrottlingException', 'throttled'],
  ['Throttling', 'throttled'],
  ['ProvisionedThroughputExceededException', 'throttled'],
  ['RequestLimitExceeded', 'throttled'],
  ['RequestThrottled', 'throttled'],
  ['RequestThrottledException', 'throttled'],
  ['ThrottledException', 'throttled'],
  ['LimitExceededException', 'throttled'],
  ['TooManyRequestsException', 'throttled'],
  ['SlowDown', 'throttled'],
  ['TransactionConflictException', 'throttled'],
  ['LimitExceededFault', 'throttled'],
  ['TextSizeLimitExceededException', 'invalid'],
  ['InvalidRequestException', 'invalid'],
  ['UnsupportedLanguageException', 'unsupported'],
  ['AccessDeniedException', 'denied'],
  ['AccessDenied', 'denied'],
  ['UnrecognizedClientException', 'denied'],
  ['InvalidSignatureException', 'denied'],
  ['SignatureDoesNotMatch', 'denied'],
  ['InvalidAccessKeyId', 'denied'],
  ['ExpiredTokenException', 'denied'],
  ['ExpiredToken', 'denied'],
  ['CredentialsProviderError', 'denied'],
  ['ResourceNotFoundException', 'internal'],
  ['NoSuchBucket', 'internal'],
  ['ItemCollectionSizeLimitExceededException', 'invalid'],
  ['RequestTimeout', 'unavailable'],
  ['RequestTimeoutException', 'unavailable'],
  ['TimeoutError', 'unavailable'],
  ['AbortError', 'unavailable'],
]);

const NETWORK_CODES = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
];

/** Turns an error of an AWS client into a failure, keeping it as the cause. `doing` says what was tried, in words for a log. */
export function awsFailure(error: unknown, doing: string): Failure {
  if (isFailure(error)) return error;
  return new Failure(kindOf(error), `${doing} failed: ${nameOf(error)}`, { cause: error });
}

/** A handler for rejected calls, to `catch` with: throws the failure for what was tried. */
export function failing(doing: string): (error: unknown) => never {
  return (error) => {
    throw awsFailure(error, doing);
  };
}

/** The kind for an error code that a batch answer gives for one of its items, such as `TEXT_SIZE_LIMIT_EXCEEDED`. */
export function kindOfCode(code: string): FailureKind {
  const plain = (name: string) =>
    name
      .replaceAll('_', '')
      .replace(/exception$/i, '')
      .toLowerCase();
  for (const [name, kind] of BY_NAME) if (plain(name) === plain(code)) return kind;
  return 'unavailable';
}

function kindOf(error: unknown): FailureKind {
  if (isTooLargeItem(error)) return 'invalid';
  return BY_NAME.get(nameOf(error)) ?? kindOfStatus(statusOf(error)) ?? (isNetworkError(error) ? 'unavailable' : 'internal');
}

function kindOfStatus(status: number | undefined): FailureKind | undefined {
  if (status === undefined || status < 400) return undefined;
  if (status === 429) return 'throttled';
  if (status === 401 || status === 403) return 'denied';
  return status >= 500 ? 'unavailable' : 'internal';
}

/** DynamoDB says with the same name that an item is too large and that a call is malformed; only the first is the data's fault. */
function isTooLargeItem(error: unknown): boolean {
  return nameOf(error) === 'ValidationException' && /size (has )?exceeded/i.test(messageOf(error));
}

/** The error's name: its service's word for what happened. */
export function nameOf(error: unknown): string {
  return isObject(error) && 'name' in error ? String(error.name) : typeof error;
}

/** How many attempts the client made before it gave this error. */
export function attemptsOf(error: unknown): number {
  return metadataOf(error, 'attempts') ?? 1;
}

function statusOf(error: unknown): number | undefined {
  return metadataOf(error, 'httpStatusCode');
}

/** A number that the client noted about a call that failed. */
function metadataOf(error: unknown, name: string): number | undefined {
  if (!isObject(error) || !('$metadata' in error) || !isObject(error.$metadata)) return undefined;
  const value: unknown = Object.getOwnPropertyDescriptor(error.$metadata, name)?.value;
  return typeof value === 'number' ? value : undefined;
}

function isNetworkError(error: unknown): boolean {
  return isObject(error) && 'code' in error && NETWORK_CODES.some((code) => code === error.code);
}
