import type { ProblemCode } from '@earshot/lambda';
import { ResponseType, type RestApi } from 'aws-cdk-lib/aws-apigateway';

/** How the gateway refuses a request: with its own status, and a body as the function's. */
interface Refusal {
  readonly type: ResponseType;
  readonly code: ProblemCode;
  /** A JSON string. */
  readonly error: string;
  /** Seconds after which the same request can succeed. */
  readonly retryAfter?: number;
}

/** What the function says of every 5xx, word for word. */
const FAILED = quoted('Failed to process feedback');
const DENIED = quoted('These AWS credentials may not do this');

/** The refusals that can happen here. The first two stand for all that are not listed. */
const REFUSALS: Readonly<Record<string, Refusal>> = {
  Refused: { type: ResponseType.DEFAULT_4XX, code: 'invalid', error: '$context.error.messageString' },
  Failed: { type: ResponseType.DEFAULT_5XX, code: 'internal', error: FAILED },
  BadBody: {
    type: ResponseType.BAD_REQUEST_BODY,
    code: 'invalid',
    error: quoted('body: must be a JSON object such as {"feedback": "Great service"}, its text of at most 100,000 bytes'),
  },
  TooLarge: {
    type: ResponseType.REQUEST_TOO_LARGE,
    code: 'too-large',
    error: quoted('body: is too large; a feedback has at most 100,000 bytes'),
  },
  Throttled: {
    type: ResponseType.THROTTLED,
    code: 'throttled',
    error: quoted('Too many requests at once; send this one again in a few seconds'),
    retryAfter: 2,
  },
  QuotaExceeded: { type: ResponseType.QUOTA_EXCEEDED, code: 'throttled', error: quoted('The quota of this API key is used up') },
  NoApiKey: {
    type: ResponseType.INVALID_API_KEY,
    code: 'denied',
    error: quoted('x-api-key: must be the API key of this deployment'),
  },
  NoCredentials: {
    type: ResponseType.MISSING_AUTHENTICATION_TOKEN,
    code: 'denied',
    error: quoted('There is nothing at this path, or it takes only requests signed with AWS credentials (Signature Version 4)'),
  },
  Denied: { type: ResponseType.ACCESS_DENIED, code: 'denied', error: DENIED },
  BadSignature: { type: ResponseType.INVALID_SIGNATURE, code: 'denied', error: DENIED },
  Expired: { type: ResponseType.EXPIRED_TOKEN, code: 'denied', error: DENIED },
  Filtered: { type: ResponseType.WAF_FILTERED, code: 'denied', error: quoted('The request was filtered out') },
  Unreachable: { type: ResponseType.INTEGRATION_FAILURE, code: 'unavailable', error: FAILED },
  TimedOut: { type: ResponseType.INTEGRATION_TIMEOUT, code: 'unavailable', error: FAILED },
};

/** Makes the gateway refuse as the function does: the same body, and headers that let a page of another origin read it. */
export function addRefusals(restApi: RestApi, corsOrigin: string): void {
  for (const [name, refusal] of Object.entries(REFUSALS))
    restApi.addGatewayResponse(name, {
      type: refusal.type,
      responseHeaders: headers(refusal, corsOrigin),
      templates: { 'application/json': body(refusal) },
    });
}

function headers({ retryAfter }: Refusal, corsOrigin: string): Record<string, string> {
  return {
    'Access-Control-Allow-Origin': `'${corsOrigin}'`,
    'Access-Control-Expose-Headers': "'x-request-id, retry-after, idempotency-key'",
    ...(retryAfter !== undefined && { 'Retry-After': `'${retryAfter}'` }),
  };
}

function body({ code, error }: Refusal): string {
  return `{"error":${error},"code":"${code}","requestId":"$context.requestId"}`;
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
