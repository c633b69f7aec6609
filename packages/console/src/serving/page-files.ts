import { readFile } from 'node:fs/promises';
import { Hono } from 'hono';

/** Where the build puts the page; the same place seen from the sources and from what is built of them. */
const FOLDER = new URL('../../dist/page/', import.meta.url);

/** What there is to serve: nothing else in the folder is. */
const FILES = {
  '/': { file: 'index.html', type: 'text/html; charset=utf-8' },
  '/page.js': { file: 'page.js', type: 'text/javascript; charset=utf-8' },
  '/theme.js': { file: 'theme.js', type: 'text/javascript; charset=utf-8' },
  '/page.css': { file: 'page.css', type: 'text/css; charset=utf-8' },
  '/icon.svg': { file: 'icon.svg', type: 'image/svg+xml' },
} as const;

/** The page may load what lies beside it, and nothing else: a feedback that was taken for markup could do nothing. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The routes of the page and its files. */
export function pageFiles(): Hono {
  const routes = new Hono();
  for (const [path, { file, type }] of Object.entries(FILES)) {
    routes.get(path, async (context) => {
      const body = await readFile(new URL(file, FOLDER), 'utf8').catch(() => undefined);
      if (body === undefined) return context.text('The page is not built; run `npm run build`.', 404);
      return context.body(body, 200, {
        'content-type': type,
        'cache-control': 'no-cache',
        'content-security-policy': POLICY,
        'cross-origin-resource-policy': 'same-origin',
        'cross-origin-opener-policy': 'same-origin',
        'referrer-policy': 'no-referrer',
      });
    });
  }
  return routes;
}
