import { createServer, type Server } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { Failure, messageOf } from '@earshot/core';
import { getRequestListener } from '@hono/node-server';

/** A server that listens. */
export interface Listening {
  readonly port: number;
  /** Takes no further request, lets those under way end within a time, and gives up on what is left then. */
  stop(withinMs: number): Promise<void>;
}

/** What answers requests. */
export interface Answering {
  fetch(request: Request): Response | Promise<Response>;
  /** Answers what is no request that could be passed on, such as one with a malformed URL. */
  malformed(error: unknown): Response;
}

const HOST = '127.0.0.1';

/** Listens on this machine's own address alone; port 0 stands for any free one. Fails as `unavailable` or `denied`, naming the port. */
export async function listen({ fetch, malformed }: Answering, port: number): Promise<Listening> {
  const server = createServer(getRequestListener(fetch, { errorHandler: malformed, overrideGlobalObjects: false }));
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(refused(error, port, '--port or PORT')));
    server.listen(port, HOST, resolve);
  });
  const address = server.address();
  return { port: typeof address === 'object' && address ? address.port : port, stop: (withinMs) => stop(server, withinMs) };
}

async function stop(server: Server, withinMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const deadline = new AbortController();
  await Promise.race([closed, pause(withinMs, undefined, { signal: deadline.signal }).catch(() => undefined)]);
  clearInterval(idle);
  deadline.abort();
  server.closeAllConnections();
}

/** What is wrong with a port that cannot be listened on, and what to do; `setting` is where another can be given. */
export function refused(error: NodeJS.ErrnoException, port: number, setting: string): Failure {
  const other = `choose another with ${setting} (0 finds a free one)`;
  if (error.code === 'EADDRINUSE')
    return new Failure('unavailable', `port ${port} is in use; stop what uses it, or ${other}`, { cause: error });
  if (error.code === 'EACCES')
    return new Failure('denied', `port ${port} may not be used by this user; ${other}`, { cause: error });
  return new Failure('unavailable', `port ${port} cannot be listened on: ${messageOf(error)}`, { cause: error });
}
