import { type FailureKind, isFailure } from '@earshot/core';
import { describe, expect, it } from '@jest/globals';
import { DynamoDbFeedbackStore, S3FeedbackLake } from '../src/index.ts';
import { record } from './records.ts';

/** An error as an AWS client throws it: named by its service, with a status where it has answered, or with the code of a socket. */
interface ClientError {
  readonly name?: string;
  readonly status?: number;
  readonly code?: string;
  readonly message?: string;
}

const TABLE: readonly (readonly [ClientError, FailureKind])[] = [
  [{ name: 'ProvisionedThroughputExceededException', status: 400 }, 'throttled'],
  [{ name: 'ThrottlingException', status: 400 }, 'throttled'],
  [{ name: 'Throttling', status: 400 }, 'throttled'],
  [{ name: 'RequestLimitExceeded', status: 400 }, 'throttled'],
  [{ name: 'RequestThrottledException', status: 400 }, 'throttled'],
  [{ name: 'LimitExceededException', status: 400 }, 'throttled'],
  [{ name: 'TransactionConflictException', status: 400 }, 'throttled'],
  [{ name: 'SlowDown', status: 503 }, 'throttled'],
  [{ name: 'Unheard', status: 429 }, 'throttled'],
  [{ name: 'InternalServerError', status: 500 }, 'unavailable'],
  [{ name: 'InternalError', status: 500 }, 'unavailable'],
  [{ name: 'ServiceUnavailable', status: 503 }, 'unavailable'],
  [{ name: 'RequestTimeout', status: 400 }, 'unavailable'],
  [{ name: 'TimeoutError', code: 'ETIMEDOUT' }, 'unavailable'],
  [{ name: 'AbortError' }, 'unavailable'],
  [{ code: 'ECONNREFUSED' }, 'unavailable'],
  [{ code: 'ECONNRESET' }, 'unavailable'],
  [{ code: 'EPIPE' }, 'unavailable'],
  [{ code: 'ENOTFOUND' }, 'unavailable'],
  [{ code: 'EAI_AGAIN' }, 'unavailable'],
  [{ code: 'EHOSTUNREACH' }, 'unavailable'],
  [{ name: 'AccessDeniedException', status: 400 }, 'denied'],
  [{ name: 'AccessDenied', status: 403 }, 'denied'],
  [{ name: 'UnrecognizedClientException', status: 400 }, 'denied'],
  [{ name: 'ExpiredTokenException', status: 400 }, 'denied'],
  [{ name: 'CredentialsProviderError' }, 'denied'],
  [{ name: 'Unheard', status: 403 }, 'denied'],
  [{ name: 'ResourceNotFoundException', status: 400 }, 'internal'],
  [{ name: 'NoSuchBucket', status: 404 }, 'internal'],
  [{ name: 'ValidationException', status: 400, message: 'One or more parameter values were invalid' }, 'internal'],
  [{ name: 'ValidationException', status: 400, message: 'Item size has exceeded the maximum allowed size' }, 'invalid'],
  [{ name: 'ItemCollectionSizeLimitExceededException', status: 400 }, 'invalid'],
  [{ name: 'Unheard', status: 418 }, 'internal'],
  [{ name: 'TypeError' }, 'internal'],
];

function errorOf({ name = 'Error', status, code, message = 'as it was said' }: ClientError): Error {
  const metadata = status === undefined ? {} : { $metadata: { httpStatusCode: status } };
  return Object.assign(new Error(message), { name, ...metadata, ...(code !== undefined && { code }) });
}

/** What a call of an adapter fails with whose client fails with this error. */
async function failureOf(error: Error, call: (client: { send(): Promise<never> }) => Promise<unknown>) {
  return call({ send: () => Promise.reject(error) }).then(
    () => undefined,
    (failure: unknown) => failure,
  );
}

const calls = {
  put: (client: { send(): Promise<never> }) => new DynamoDbFeedbackStore(client, 'table').put(record(1)),
  get: (client: { send(): Promise<never> }) => new DynamoDbFeedbackStore(client, 'table').get('id'),
  list: (client: { send(): Promise<never> }) => new DynamoDbFeedbackStore(client, 'table').list({ limit: 1 }),
  append: (client: { send(): Promise<never> }) => new S3FeedbackLake(client, 'bucket').append([record(1)]),
};

describe('what an AWS client throws', () => {
  it.each(TABLE.map(([error, kind]) => ({ error, kind })))('$error is $kind', async ({ error, kind }) => {
    const cause = errorOf(error);
    for (const call of Object.values(calls)) {
      const failure = await failureOf(cause, call);
      expect(isFailure(failure)).toBe(true);
      expect(failure).toMatchObject({ kind, cause, retryable: kind === 'throttled' || kind === 'unavailable' });
    }
  });

  it('is named in the message, with what was tried and nothing of what was sent', async () => {
    const cause = errorOf({ name: 'SlowDown', status: 503, message: 'the text of a customer' });
    expect(await failureOf(cause, calls.append)).toMatchObject({ message: 'writing a lake object failed: SlowDown' });
    expect(await failureOf(cause, calls.put)).toMatchObject({ message: 'storing a record failed: SlowDown' });
  });
});
