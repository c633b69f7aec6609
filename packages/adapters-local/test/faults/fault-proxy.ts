import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { type Fault, type FaultPlan, PlannedFault, type Service } from './faults.ts';
import { refusal } from './refusals.ts';

/** How many requests of a service came, and how many of them met a fault. */
export interface Traffic {
  readonly seen: number;
  readonly faulted: number;
}

/** A proxy between AWS clients and servers. */
export interface FaultProxy {
  readonly url: string;
  /** Puts these faults in the place of the present ones, counted from here; none lets everything pass. */
  inject(...plans: readonly FaultPlan[]): void;
  /** The traffic of a service since the start. */
  traffic(service: Service): Traffic;
  /** Waits until nothing is held any more. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

/** Where the proxy passes requests on to. */
export interface FaultProxyOptions {
  readonly awsUrl: string;
  readonly comprehendUrl: string;
  /** Milliseconds that a request is held which the service gets late. */
  readonly lateMs: number;
}

/** Starts a proxy on a free port of 127.0.0.1 that passes everything on until it is told otherwise. */
export async function startFaultProxy({ awsUrl, comprehendUrl, lateMs }: FaultProxyOptions): Promise<FaultProxy> {
  let plans: PlannedFault[] = [];
  const traffic = new Map<Service, Traffic>();
  const running = new Set<Promise<void>>();
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const service = serviceOf(request);
    const fault = plans.map((plan) => plan.next(service)).find((due) => due !== undefined);
    const { seen, faulted } = traffic.get(service) ?? { seen: 0, faulted: 0 };
    traffic.set(service, { seen: seen + 1, faulted: faulted + (fault === undefined ? 0 : 1) });
    const upstream = { url: service === 'Comprehend' ? comprehendUrl : awsUrl, lateMs };
    await handle({ service, request, response, upstream }, fault);
  };
  const server = createServer((request, response) => {
    const handled = serve(request, response).catch(() => void request.socket.destroy());
    running.add(handled);
    void handled.finally(() => running.delete(handled));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    inject: (...next) => {
      plans = next.map((plan) => new PlannedFault(plan));
    },
    traffic: (service) => traffic.get(service) ?? { seen: 0, faulted: 0 },
    settle: async () => void (await Promise.all(running)),
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await Promise.all(running);
    },
  };
}

interface Exchange {
  readonly service: Service;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly upstream: { readonly url: string; readonly lateMs: number };
}

/** A signed request names its service. */
function serviceOf({ headers }: IncomingMessage): Service {
  const [, name = ''] = /\/([a-z0-9]+)\/aws4_request/.exec(headers.authorization ?? '') ?? [];
  const signed: Readonly<Record<string, Service>> = {
    dynamodb: 'DynamoDB',
    s3: 'S3',
    monitoring: 'CloudWatch',
    comprehend: 'Comprehend',
  };
  const service = signed[name];
  if (service === undefined) throw new Error(`the proxy knows no service ${name}`);
  return service;
}

async function handle({ service, request, response, upstream }: Exchange, fault: Fault | undefined): Promise<void> {
  const body = await buffer(request);
  if (fault === 'is cut before it acts') return void request.socket.resetAndDestroy();
  if (fault === 'throttles' || fault === 'answers 500') return answer(response, refusal(service, fault));
  if (fault === 'acts late') await setTimeout(upstream.lateMs);
  const came = await passOn(request, body, upstream.url);
  if (fault === 'is cut after it acted') return void request.socket.resetAndDestroy();
  if (fault !== 'stalls in its answer') return answer(response, came);
  response.writeHead(came.status, { ...came.headers, 'content-length': came.body.length + 1 }).write(came.body);
}

interface Answer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: Uint8Array;
}

/** Gives a request to the server, on a connection of its own, and gets the whole answer. */
async function passOn({ method, url, headers }: IncomingMessage, body: Uint8Array, target: string): Promise<Answer> {
  const { 'transfer-encoding': _, connection: __, ...kept } = headers;
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const options = { method, headers: { ...kept, 'content-length': body.length }, agent: false };
  send(new URL(url ?? '/', target), options, resolve)
    .on('error', reject)
    .end(body);
  const response = await promise;
  return { status: response.statusCode ?? 502, headers: response.headers, body: await buffer(response) };
}

function answer(response: ServerResponse, { status, headers, body }: Answer): void {
  const { 'transfer-encoding': _, connection: __, ...kept } = headers;
  response.writeHead(status, { ...kept, 'content-length': body.length }).end(body);
}
