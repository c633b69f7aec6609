import type { Service } from './faults.ts';

/** A service's own way of refusing a request. */
export interface Refusal {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

const json = (status: number, version: string, type: string): Refusal => ({
  status,
  headers: { 'content-type': `application/x-amz-json-${version}` },
  body: Buffer.from(JSON.stringify({ __type: type, message: 'on purpose' })),
});

const xml = (status: number, code: string): Refusal => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>on purpose</Message></Error>`),
});

const REFUSALS: Readonly<Record<Service, Readonly<Record<'throttles' | 'answers 500', Refusal>>>> = {
  DynamoDB: {
    throttles: json(400, '1.0', 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException'),
    'answers 500': json(500, '1.0', 'com.amazonaws.dynamodb.v20120810#InternalServerError'),
  },
  S3: { throttles: xml(503, 'SlowDown'), 'answers 500': xml(500, 'InternalError') },
  CloudWatch: {
    throttles: json(400, '1.0', 'com.amazonaws.cloudwatch.v2010_08_01#ThrottlingException'),
    'answers 500': json(500, '1.0', 'com.amazonaws.cloudwatch.v2010_08_01#InternalServiceFault'),
  },
  Comprehend: {
    throttles: json(400, '1.1', 'ThrottlingException'),
    'answers 500': json(500, '1.1', 'InternalServerException'),
  },
};

/** How a service refuses, in its own protocol. */
export function refusal(service: Service, fault: 'throttles' | 'answers 500'): Refusal {
  return REFUSALS[service][fault];
}
