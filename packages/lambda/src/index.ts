export { openApiJson } from '#openapi-document';
export { BODY_BYTES } from './body.ts';
export type { ApiGatewayEvent, Edge, EdgeContext } from './context.ts';
export { createEdge, type EdgeOptions } from './edge.ts';
export type { Problem, ProblemCode } from './errors.ts';
export { parseListQuery } from './list-query.ts';
export { type EdgeLog, failureFields } from './log.ts';
export { type ApiGatewayHandler, onApiGateway } from './on-api-gateway.ts';
