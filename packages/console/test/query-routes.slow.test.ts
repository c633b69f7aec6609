import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Running, startServer } from './support/earshot.ts';

/** Takes hours, if it is let. */
const ENDLESS = 'SELECT count(*) FROM range(10000000) a, range(10000000) b WHERE a.range * b.range = 7';

let folder: string;
let server: Running;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earshot-query-routes-'));
  server = await startServer(['--data', folder, '--port', '0']);
});

afterAll(async () => {
  await server.end('SIGTERM');
  await rm(folder, { recursive: true, force: true });
});

function asking(sql: string, signal?: AbortSignal): Promise<Response> {
  return fetch(`${server.url}/query`, { method: 'POST', body: JSON.stringify({ sql }), signal: signal ?? null });
}

describe('POST /query over a socket', () => {
  it('stops for whoever leaves, before the time is up, and answers the next', async () => {
    const leaving = new AbortController();
    const left = expect(asking(ENDLESS, leaving.signal)).rejects.toThrow();
    expect((await asking('SELECT 1 AS one')).status).toBe(200);
    leaving.abort();
    await left;
    await server.logs('"status":499');
    expect(await (await asking('SELECT 2 AS two')).json()).toMatchObject({ rows: [[2]] });
  }, 20_000);
});
