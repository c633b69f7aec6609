import { type APIGatewayProxyResult, handle, type LambdaContext } from 'hono/aws-lambda';
import type { ApiGatewayEvent, Edge, ReadableEvent } from './context.ts';

/** A Lambda function behind a REST API: proxy events in, their answers out. */
export type ApiGatewayHandler = (event: ApiGatewayEvent, context?: LambdaContext) => Promise<APIGatewayProxyResult>;

/** The edge as a Lambda function behind a REST API of API Gateway. */
export function onApiGateway(edge: Edge): ApiGatewayHandler {
  const answerTo = handle(edge);
  return (event, context) => answerTo(readable(event), context);
}

/**
 * The event without a body that no request can be made of, so that it is the edge that answers it. The body of a GET means
 * nothing.
 */
function readable(event: ApiGatewayEvent): ReadableEvent {
  if (event.httpMethod === 'GET' || event.httpMethod === 'HEAD') return { ...event, body: null };
  const brokenBase64 = event.isBase64Encoded && event.body !== null && !isBase64(event.body);
  return brokenBase64 ? { ...event, body: null, brokenBase64 } : event;
}

function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[a-zA-Z0-9+/]*={0,2}$/.test(text);
}
