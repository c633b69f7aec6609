import type { MiddlewareHandler } from 'hono';
import type { Logger } from 'pino';

/** Paths that are logged as they are; any other could hold anything, a text or a customer too. */
const KNOWN = [
  '/',
  '/feedback',
  '/openapi.json',
  '/health',
  '/metrics',
  '/counts',
  '/theme.js',
  '/page.js',
  '/page.css',
  '/icon.svg',
  '/statistics',
  '/search',
  '/export',
  '/events',
  '/import',
  '/queries',
  '/query',
  '/alerts',
];

/** Logs each request by its id, status and milliseconds, never with its query. Reads that went well are for `debug` alone. */
export function accessLog(log: Logger): MiddlewareHandler {
  return async (context, next) => {
    const began = performance.now();
    await next();
    const { method, path } = context.req;
    const { status, headers } = context.res;
    const ms = Math.round((performance.now() - began) * 10) / 10;
    const fields = { requestId: headers.get('x-request-id') ?? undefined, method, path: routeOf(path), status, ms };
    if (status < 400 && method !== 'POST') log.debug(fields, 'request');
    else log.info(fields, 'request');
  };
}

function routeOf(path: string): string {
  if (KNOWN.includes(path)) return path;
  return path.startsWith('/feedback/') ? '/feedback/:id' : '*';
}
