import type { ApiGatewayEvent } from '../src/index.ts';

const REQUEST_CONTEXT: ApiGatewayEvent['requestContext'] = {
  accountId: '123456789012',
  apiId: 'abc123',
  authorizer: {},
  domainName: 'abc123.execute-api.us-west-1.amazonaws.com',
  domainPrefix: 'abc123',
  extendedRequestId: 'extended-1',
  httpMethod: 'POST',
  identity: { sourceIp: '192.0.2.1', userAgent: 'test' },
  path: '/prod/feedback',
  protocol: 'HTTP/1.1',
  requestId: 'gateway-id-1',
  requestTime: '24/Nov/2026:10:00:00 +0000',
  requestTimeEpoch: 1_795_514_400_000,
  resourcePath: '/feedback',
  stage: 'prod',
};

/** What a REST API hands to a Lambda function for `POST /feedback`, as recorded, with changes. */
export function gatewayEvent(changes: Partial<ApiGatewayEvent> = {}): ApiGatewayEvent {
  return {
    version: '1.0',
    resource: '/feedback',
    path: '/feedback',
    httpMethod: 'POST',
    headers: { Host: 'abc123.execute-api.us-west-1.amazonaws.com', 'Content-Type': 'application/json' },
    queryStringParameters: {},
    pathParameters: {},
    stageVariables: {},
    body: null,
    isBase64Encoded: false,
    requestContext: REQUEST_CONTEXT,
    ...changes,
  };
}
