// A stand-in for the four AWS services, for timing only: it answers after a fixed delay, keeps nothing, and notes every call.
// It runs as a process of its own, so that what it costs is not counted. GET /calls gives the calls since the last time.
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';

/** One call as the server saw it; times in milliseconds since 1970. */
export interface NotedCall {
  readonly service: string;
  readonly operation: string;
  readonly arrived: number;
  readonly answered: number;
  /** A number for each connection. */
  readonly connection: number;
}

/** Milliseconds that each service takes, by the name that requests are signed for. */
export type Delays = Readonly<Record<string, number>>;

const delays: Delays = JSON.parse(process.argv[2] ?? '{}');
const SCORED = { Sentiment: 'POSITIVE', SentimentScore: { Positive: 0.97, Negative: 0.01, Neutral: 0.015, Mixed: 0.005 } };

let calls: NotedCall[] = [];
const connections = new WeakMap<object, number>();
let opened = 0;

const now = () => performance.timeOrigin + performance.now();

function serviceOf({ headers }: IncomingMessage): string {
  return /\/([a-z0-9]+)\/aws4_request/.exec(headers.authorization ?? '')?.[1] ?? '';
}

function operationOf({ headers, method }: IncomingMessage): string {
  return String(headers['x-amz-target'] ?? method).replace(/^.*\./, '');
}

function answerTo(operation: string, body: string): object {
  if (operation === 'DetectSentiment') return SCORED;
  if (operation !== 'BatchDetectSentiment') return {};
  const { TextList }: { TextList: readonly string[] } = JSON.parse(body);
  return { ResultList: TextList.map((_, Index) => ({ Index, ...SCORED })), ErrorList: [] };
}

const server = createServer(async (request, response) => {
  if (request.url === '/calls') {
    response.end(JSON.stringify(calls));
    calls = [];
    return;
  }
  const arrived = now();
  const body = await text(request);
  const [service, operation] = [serviceOf(request), operationOf(request)];
  const delay = delays[service] ?? 0;
  if (delay > 0) await setTimeout(delay);
  calls.push({ service, operation, arrived, answered: now(), connection: connections.get(request.socket) ?? 0 });
  if (service === 's3') response.writeHead(200, { etag: '"d41d8cd98f00b204e9800998ecf8427e"' }).end();
  else response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(answerTo(operation, body)));
});
server.keepAliveTimeout = 0;
server.on('connection', (socket) => {
  opened += 1;
  connections.set(socket, opened);
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`);
});
process.on('disconnect', () => process.exit());
