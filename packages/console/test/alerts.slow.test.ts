import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, test } from '@jest/globals';
import { earshot, type Running, startServer } from './support/earshot.ts';
import { type Receiver, startReceiver } from './support/receiver.ts';

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const RULE = 'negative share > 40 % in 1 min, at least 3';

let folder: string;
let receiver: Receiver;
const running: Running[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earshot-alerts-'));
});

beforeEach(async () => {
  receiver = await startReceiver(SECRET);
});

afterEach(async () => {
  receiver.close();
  await Promise.all(running.splice(0).map((server) => server.end('SIGKILL')));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const newData = () => mkdtemp(join(folder, 'data-'));

async function watching(
  data: string,
  args: readonly string[] = ['--allow-private-webhook'],
  url = receiver.url,
): Promise<Running> {
  const webhook = ['--alert', RULE, '--webhook', url, '--webhook-secret', SECRET, ...args];
  const server = await startServer(['--data', data, '--port', '0', ...webhook]);
  running.push(server);
  return server;
}

async function submit({ url }: Running, feedback: string, times: number): Promise<void> {
  const body = JSON.stringify({ feedback, customer_id: 'customer-of-the-month' });
  await Promise.all(Array.from({ length: times }, () => fetch(`${url}/feedback`, { method: 'POST', body })));
}

const complain = (server: Running) => submit(server, 'This is awful, I hate it and want my money back.', 3);
const praise = (server: Running) => submit(server, 'I love it, great service!', 12);
const alertsOf = async ({ url }: Running) => (await fetch(`${url}/alerts`)).json();
const told = () => receiver.received.map(({ type, status }) => `${type} ${status}`);

/** The events that a page is told, until one that is awaited. */
async function untilEvent({ url }: Running, name: string): Promise<void> {
  const stop = new AbortController();
  const { body } = await fetch(`${url}/events`, { signal: stop.signal });
  for await (const chunk of body ?? []) if (new TextDecoder().decode(chunk).includes(`event: ${name}`)) break;
  stop.abort();
}

describe('alerts of a server', () => {
  it('are shown, announced, and told to the webhook when they begin and when they end, signed and without text or customer', async () => {
    const server = await watching(await newData());
    expect(await alertsOf(server)).toEqual({ alerts: [{ rule: RULE, state: 'waiting', share: 0, count: 0 }] });
    const announced = untilEvent(server, 'alerts');
    await complain(server);
    await announced;
    await receiver.gets(1);
    expect(await alertsOf(server)).toEqual({
      alerts: [{ rule: RULE, state: 'firing', share: 1, count: 3, since: expect.any(Number) }],
    });
    await praise(server);
    await receiver.gets(2);
    expect(told()).toEqual(['alert.firing 204', 'alert.resolved 204']);
    expect(receiver.received.map(({ data }) => data)).toMatchObject([
      { rule: RULE, negativeShare: 1, count: 3 },
      { rule: RULE, negativeShare: 0.2, count: 15 },
    ]);
    expect(JSON.stringify(receiver.received) + server.logged()).not.toMatch(/awful|customer-of-the-month/);
  });

  it('are told under the same id until the receiver takes them, over the death of the server, and then no more', async () => {
    const data = await newData();
    receiver.answer(500);
    const first = await watching(data);
    await complain(first);
    await receiver.gets(2);
    await first.logs('"attempts":2,"reason":"the receiver answers 500","againInSeconds":5');
    await first.end('SIGKILL');
    const before = receiver.received.length;
    receiver.answer(200);
    const second = await watching(data);
    await receiver.gets(before + 1);
    await second.logs('told the webhook');
    await second.end('SIGTERM');
    const third = await watching(data);
    await complain(third);
    await untilEvent(third, 'alerts');
    expect(told()).toEqual([...Array<string>(before).fill('alert.firing 500'), 'alert.firing 200']);
    expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(1);
  });

  it('follow no redirect', async () => {
    const elsewhere = await startReceiver(SECRET);
    receiver.answer(307, { location: elsewhere.url });
    const server = await watching(await newData());
    await complain(server);
    await server.logs('answers 307, a redirect, which is not followed; give the address it leads to');
    expect(elsewhere.received).toEqual([]);
    elsewhere.close();
  });

  it('go to no name that leads to this machine, unless that is allowed, and are kept for when it leads elsewhere', async () => {
    const server = await watching(await newData(), [], receiver.url.replace('http://127.0.0.1', 'https://localhost'));
    await complain(server);
    await server.logs('is no address of the open internet; --allow-private-webhook lets webhooks go there","againInSeconds":1');
    expect(receiver.received).toEqual([]);
  });

  it('are watched by a rule of its own where none is given, or by none', async () => {
    const [usual, none] = await Promise.all(
      [[], ['--alert', 'none']].map(async (args) => startServer(['--data', await newData(), '--port', '0', ...args])),
    );
    if (!usual || !none) throw new Error('both are started');
    running.push(usual, none);
    expect(await alertsOf(usual)).toMatchObject({ alerts: [{ rule: 'negative share > 40 % in 1 h, at least 20' }] });
    expect(await alertsOf(none)).toEqual({ alerts: [] });
  });
});

test('what cannot be watched or told is refused, with what to do, before anything is served', async () => {
  const refused = await Promise.all([
    serving([], { EARSHOT_ALERTS: 'negative share > 40 % in 1 h, at least 20; anger > 9000' }),
    serving([], { EARSHOT_WEBHOOK_URL: 'https://example.com' }),
    serving(['--webhook', 'https://10.0.0.1/'], { EARSHOT_WEBHOOK_SECRET: SECRET }),
  ]);
  expect(refused).toMatchObject([
    { code: 2, stderr: expect.stringContaining('alert "anger > 9000": must begin with a share') },
    { code: 2, stderr: expect.stringContaining('--webhook needs a secret to sign with: set EARSHOT_WEBHOOK_SECRET') },
    { code: 2, stderr: expect.stringContaining('10.0.0.1 is no address of the open internet') },
  ]);
});

const serving = (args: readonly string[], env: NodeJS.ProcessEnv) =>
  earshot(['serve', '--data', join(folder, 'unused'), '--port', '0', ...args], env);
