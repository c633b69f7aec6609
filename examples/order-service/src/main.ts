import { createSocket } from 'node:dgram';
import { createServer, type IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import { openEmbedded } from '@earshot/adapters-local';
import { type FailureKind, parseSubmission, type Submission, submitFeedback, toFailure } from '@earshot/core';
import { StatsdMetrics } from './statsd-metrics.ts';

const { PORT = '8790', DATA = './data', STATSD_PORT = '8125' } = process.env;

const embedded = await openEmbedded({ folder: DATA });
const statsd = createSocket('udp4').unref();
const metrics = new StatsdMetrics((packet) => statsd.send(packet, Number(STATSD_PORT), '127.0.0.1', () => {}));
const pipeline = { ...embedded.pipeline, metrics };

/** `PUT /orders/17/comment` with `{feedback, customer_id}`: an order has one comment, however often it is sent. */
async function commentOn(order: string, request: IncomingMessage): Promise<Submission> {
  const body = await json(request).catch(() => undefined);
  return parseSubmission(Object.assign({}, body, { source: 'orders', metadata: { order } }), `order-comment-${order}`);
}

const STATUS: Partial<Record<FailureKind, number>> = { invalid: 400, conflict: 409 };

const server = createServer(async (request, response) => {
  const [, order] = /^\/orders\/(\d+)\/comment$/.exec(request.url ?? '') ?? [];
  const answer = (status: number, body: object) => response.writeHead(status).end(`${JSON.stringify(body)}\n`);
  if (request.method !== 'PUT' || order === undefined) return answer(404, { error: 'try PUT /orders/17/comment' });
  try {
    const { sentiment } = await submitFeedback(pipeline, await commentOn(order, request));
    return answer(200, { order, sentiment, callBack: sentiment === 'NEGATIVE' });
  } catch (error) {
    const { kind, issues } = toFailure(error);
    return answer(STATUS[kind] ?? 503, { error: kind, issues });
  }
});

server.listen(Number(PORT), '127.0.0.1', () => {
  const address = server.address();
  console.log(`orders on http://127.0.0.1:${typeof address === 'object' ? address?.port : PORT}`);
});
process.once('SIGTERM', () => server.close(() => void embedded.close()));
