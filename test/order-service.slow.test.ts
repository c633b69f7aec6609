import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const EXAMPLE = join(import.meta.dirname, '../examples/order-service');

let folder: string;
let statsd: Socket;
let service: ChildProcess;
let url: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earshot-orders-'));
  statsd = createSocket('udp4').bind(0, '127.0.0.1');
  await once(statsd, 'listening');
  const settings = { PORT: '0', DATA: folder, STATSD_PORT: String(statsd.address().port), NODE_OPTIONS: '' };
  service = spawn('node', ['src/main.ts'], {
    cwd: EXAMPLE,
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = service.stdout ? await once(service.stdout, 'data') : [];
  url = /http:\S+/.exec(String(line))?.[0] ?? '';
});

afterAll(async () => {
  statsd.close();
  service.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

async function comment(order: number, body: unknown): Promise<{ status: number; json: unknown }> {
  const response = await fetch(`${url}/orders/${order}/comment`, { method: 'PUT', body: JSON.stringify(body) });
  return { status: response.status, json: await response.json() };
}

describe('the order service of the examples', () => {
  it('judges a comment on an order, says whether to call back, and counts it in StatsD', async () => {
    const counted = once(statsd, 'message');
    const answer = await comment(17, { feedback: 'It arrived broken, terrible.', customer_id: 'c-17' });
    expect(answer).toEqual({ status: 200, json: { order: '17', sentiment: 'NEGATIVE', callBack: true } });
    expect(String((await counted)[0])).toBe('orders.FeedbackProcessed:1|c|#Sentiment:NEGATIVE');
  });

  it('takes the same comment again, and no other for the same order', async () => {
    const sent = { feedback: 'I love it!', customer_id: 'c-18' };
    const first = await comment(18, sent);
    expect(first).toMatchObject({ status: 200, json: { callBack: false } });
    expect(await comment(18, sent)).toEqual(first);
    expect(await comment(18, { ...sent, feedback: 'I hate it!' })).toMatchObject({ status: 409, json: { error: 'conflict' } });
  });

  it('says what is wrong with a comment', async () => {
    const issues = [{ field: 'feedback', message: 'Feedback text is required' }];
    expect(await comment(19, { customer_id: 'c-19' })).toEqual({ status: 400, json: { error: 'invalid', issues } });
  });

  it('keeps the promises of a metrics sink with its own adapter', async () => {
    const env = { ...process.env, NODE_OPTIONS: '' };
    const { stdout } = await promisify(execFile)('npm', ['test'], { cwd: EXAMPLE, env });
    expect(stdout).toMatch(/pass 7\n/);
    expect(stdout).toMatch(/fail 0\n/);
  });

  it('ends cleanly when it is told to', async () => {
    const ended = once(service, 'exit');
    service.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  });
});
