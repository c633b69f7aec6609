import { createServer, type IncomingMessage } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { waitFor } from './earshot.ts';

/** What a receiver of webhooks got. */
export interface Received {
  readonly id: string;
  readonly status: number;
  readonly type: string;
  readonly data: object;
}

/** A server that webhooks are sent to. */
export interface Receiver {
  readonly url: string;
  readonly received: readonly Received[];
  /** Answers from now on. */
  answer(status: number, headers?: Readonly<Record<string, string>>): void;
  /** Done when it has got so many. */
  gets(count: number): Promise<void>;
  close(): void;
}

/** Starts a receiver that takes what the library of Standard Webhooks verifies, and answers 400 to the rest. */
export async function startReceiver(secret: string): Promise<Receiver> {
  const received: Received[] = [];
  let next: [number, Readonly<Record<string, string>>] = [204, {}];
  const server = createServer(async (request, response) => {
    const body = await textOf(request);
    const [status, headers] = verifies(secret, body, request) ? next : [400, {}];
    const { type, data } = JSON.parse(body);
    received.push({ id: String(request.headers['webhook-id']), status, type, data });
    response.writeHead(status, headers).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port }: { port?: number } = Object(server.address());
  return {
    url: `http://127.0.0.1:${port}/alerts`,
    received,
    answer: (status, headers = {}) => {
      next = [status, headers];
    },
    gets: (count) => waitFor(() => received.length >= count),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function verifies(secret: string, body: string, { headers }: IncomingMessage): boolean {
  try {
    const given = Object.entries(headers).map(([name, value]) => [name, String(value)] as const);
    new Webhook(secret).verify(body, Object.fromEntries(given));
    return true;
  } catch {
    return false;
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text;
}
