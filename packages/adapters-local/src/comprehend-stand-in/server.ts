import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { localFailure } from '../failures.ts';
import type { FaultPlan } from './faults.ts';
import type { Operation } from './operations.ts';
import { Refusal, serverFault, throttled, unknownOperation } from './refusals.ts';

/** The only address that a local server listens on. */
export const HOST = '127.0.0.1';
const TARGET_PREFIX = 'Comprehend_20171127.';
/** Bytes of a body; the largest call within the limits is a batch with every byte escaped as `\u00xx`, which is 750 kB. */
const MAX_BODY_BYTES = 4_000_000;

/** What the server answers from. */
export interface Service {
  readonly operations: ReadonlyMap<string, Operation>;
  readonly plan: FaultPlan;
  readonly counts: Map<string, number>;
}

/** Answers one request; whatever happens becomes an answer in the protocol. */
export async function answer(service: Service, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const requestId = randomUUID();
  try {
    const body = await read(request);
    const operation = operationFor(service, request);
    const fault = service.plan.nextCall();
    if (service.plan.delayMs > 0) await setTimeout(service.plan.delayMs, undefined, { ref: false });
    if (fault === 'hang') return;
    if (fault === 'throttle') throw throttled();
    if (fault === 'fail') throw serverFault();
    send(response, requestId, 200, await operation(body));
  } catch (error) {
    const { exception, message, status } = error instanceof Refusal ? error : serverFault();
    send(response, requestId, status, { __type: exception, Message: message });
  }
}

/** Reads the body to its end even where it is too large, as a client that is still writing would miss the answer. */
async function read(request: IncomingMessage): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of request) {
    bytes += piece.length;
    if (bytes <= MAX_BODY_BYTES) pieces.push(piece);
  }
  if (bytes <= MAX_BODY_BYTES) return Buffer.concat(pieces);
  throw new Refusal('RequestEntityTooLargeException', `The body must be at most ${MAX_BODY_BYTES} bytes`, 413);
}

/** The operation that a request names, counted. */
function operationFor({ operations, counts }: Service, { method, url = '/', headers }: IncomingMessage): Operation {
  if (url.replace(/\?.*/, '') !== '/') throw new Refusal('UnknownOperationException', 'The only path is /', 404);
  if (method !== 'POST') throw new Refusal('MethodNotAllowedException', 'The only method is POST', 405);
  const target = String(headers['x-amz-target'] ?? '');
  const name = target.startsWith(TARGET_PREFIX) ? target.slice(TARGET_PREFIX.length) : '';
  const operation = operations.get(name);
  if (operation === undefined) throw unknownOperation(operations.keys());
  counts.set(name, (counts.get(name) ?? 0) + 1);
  return operation;
}

function send(response: ServerResponse, requestId: string, status: number, body: object): void {
  const json = Buffer.from(JSON.stringify(body));
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'content-length': json.length, 'x-amzn-requestid': requestId };
  response.writeHead(status, status === 405 ? { ...headers, allow: 'POST' } : headers).end(json);
}

/** Listens on 127.0.0.1 and tells the port. */
export function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(localFailure(error, `port: cannot listen on ${HOST}:${port}`)));
    server.listen(port, HOST, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

/** Stops listening and ends every connection. Stopping twice is no error. */
export function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
