import type { MiddlewareHandler } from 'hono';

/** Names that this machine alone answers to. A page of another site that points its own name here sends that name as `Host`. */
const NAMES = ['127.0.0.1', 'localhost', '[::1]'];

/** Answers a request that is refused. */
export type Refuse = (reason: string) => Response;

/**
 * Lets through what comes from this machine by its own names. Refuses foreign `Host` headers on every route, and reads that a
 * browser makes for a page of another site; only giving feedback is open to every page.
 */
export function guard(port: () => number | undefined, refuse: Refuse): MiddlewareHandler {
  return async (context, next) => {
    const { headers, method } = context.req.raw;
    if (!isOwn(headers.get('host'), port()))
      return refuse('the Host header is not one of this server; use 127.0.0.1 or localhost');
    const mayCross = isGiving(method, context.req.path) || isOpening(headers, context.req.path);
    if (headers.get('sec-fetch-site') === 'cross-site' && !mayCross) return refuse('pages of other sites may not read here');
    await next();
  };
}

function isOwn(host: string | null, port: number | undefined): boolean {
  return NAMES.some((name) => host === `${name}:${port}` || (port === 80 && host === name));
}

function isGiving(method: string, path: string): boolean {
  return path === '/feedback' && (method === 'POST' || method === 'OPTIONS');
}

/** Whether a person follows a link to the page, which tells the other site nothing. */
function isOpening(headers: Headers, path: string): boolean {
  return path === '/' && headers.get('sec-fetch-mode') === 'navigate' && headers.get('sec-fetch-dest') === 'document';
}
