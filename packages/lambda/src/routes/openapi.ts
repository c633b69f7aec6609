import { openApiJson } from '#openapi-document';
import type { Edge } from '../context.ts';

/** `GET /openapi.json`: the document as it was made at build time. */
export function openApiRoute(app: Edge): void {
  const type = { 'content-type': 'application/json' };
  app.get('/openapi.json', (c) => c.body(openApiJson, 200, { ...c.get('answerHeaders'), ...type }));
}
