import type { MiddlewareHandler } from 'hono';
import type { Refuse } from './guard.ts';

const REASON = 'only this server’s own page, or a program on this machine, may do that';

/**
 * Lets through what this server's own page sends, and programs, which send neither header. A page of another site, or of another port
 * of this machine, is refused, as a browser would send its request even where it may not read the answer.
 */
export function ownPagesOnly(refuse: Refuse): MiddlewareHandler {
  return async (context, next) => {
    const { headers } = context.req.raw;
    const site = headers.get('sec-fetch-site');
    const origin = headers.get('origin');
    if (site !== null && site !== 'same-origin' && site !== 'none') return refuse(REASON);
    if (origin !== null && origin !== `http://${headers.get('host')}`) return refuse(REASON);
    return next();
  };
}
