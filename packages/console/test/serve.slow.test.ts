import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { contentsOf } from './support/contents.ts';
import { earshot, type Running, startServer } from './support/earshot.ts';

const BODY = JSON.stringify({ feedback: 'great service', customer_id: 'customer-of-the-month' });

let folder: string;
const running: Running[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earshot-serve-'));
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.end('SIGKILL')));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function serving(): Promise<Running & { readonly data: string }> {
  const data = await mkdtemp(join(folder, 'data-'));
  const server = await startServer(['--data', data, '--port', '0', '--log-level', 'debug']);
  running.push(server);
  return { ...server, data };
}

/** What a raw request is answered: `fetch` would not send such headers. */
async function raw(url: string, request: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.write(request);
  return textOf(socket);
}

async function textOf(socket: Socket): Promise<string> {
  let text = '';
  for await (const chunk of socket) text += chunk;
  return text;
}

describe('the server', () => {
  it('answers fifty identical submissions at once with one receipt, one record and one lake object', async () => {
    const { url, data, end } = await serving();
    const request = { method: 'POST', body: BODY, headers: { 'idempotency-key': 'once' } };
    const answers = await Promise.all(Array.from({ length: 50 }, () => fetch(`${url}/feedback`, request)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const bodies = await Promise.all(answers.map((answer) => answer.text()));
    expect(new Set(bodies).size).toBe(1);
    await end('SIGTERM');
    const { store, lake } = await contentsOf(data);
    expect([store, lake]).toEqual([[JSON.parse(bodies[0] ?? '').feedbackId], store]);
  });

  it('tells its health, its metrics and its counts', async () => {
    const { url, data } = await serving();
    await fetch(`${url}/feedback`, { method: 'POST', body: BODY });
    expect(await (await fetch(`${url}/health`)).json()).toEqual({ status: 'ok' });
    expect(await (await fetch(`${url}/metrics`)).text()).toContain('feedback_processed_total{sentiment="POSITIVE"} 1');
    expect(await (await fetch(`${url}/counts`)).json()).toEqual({ POSITIVE: 1, NEGATIVE: 0, NEUTRAL: 0, MIXED: 0, UNKNOWN: 0 });
    await rm(data, { recursive: true });
    const ill = await fetch(`${url}/health`);
    expect([ill.status, await ill.json()]).toMatchObject([503, { code: 'unavailable', requestId: expect.any(String) }]);
  });

  it('refuses a foreign Host, and reads for pages of other sites, at every path', async () => {
    const { url } = await serving();
    const own = new URL(url).port;
    for (const path of [
      '/',
      '/feedback',
      '/feedback/x',
      '/health',
      '/metrics',
      '/counts',
      '/openapi.json',
      '/page.js',
      '/none',
    ]) {
      for (const host of ['evil.example', `evil.example:${own}`, '127.0.0.1', '127.0.0.1:1', 'evil example', '']) {
        const answer = await raw(url, `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
        expect(answer).toMatch(/^HTTP\/1.1 40[03] [\s\S]*"code":"(denied|invalid)","requestId":/);
      }
      const crossing = await fetch(url + path, { headers: { 'sec-fetch-site': 'cross-site' } });
      expect([crossing.status, await crossing.json()]).toMatchObject([403, { code: 'denied' }]);
    }
  });

  it('takes submissions, but no foreign Host, from pages of other sites, and lets a link open the page', async () => {
    const { url } = await serving();
    const headers = { 'sec-fetch-site': 'cross-site' };
    const answer = await fetch(`${url}/feedback`, { method: 'POST', body: BODY, headers });
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, '*']);
    const rebound = await raw(
      url,
      `POST /feedback HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}`,
    );
    expect(rebound).toMatch(/^HTTP\/1.1 403 /);
    const opening = 'Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document';
    const { host } = new URL(url);
    const opened = await raw(url, `GET / HTTP/1.1\r\nHost: ${host}\r\n${opening}\r\nConnection: close\r\n\r\n`);
    expect(opened).toMatch(/^HTTP\/1.1 200 /);
  });

  it('serves the page under a policy that lets it load nothing from elsewhere and nothing inline', async () => {
    const { url } = await serving();
    const answer = await fetch(url);
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(policy).not.toContain('unsafe');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await answer.text()).not.toMatch(/<script(?![^>]*src=)|<style|style=|\son\w+=/);
  });

  it('logs requests with their ids, never with text, customer or query', async () => {
    const { url, logged, end } = await serving();
    const answer = await fetch(`${url}/feedback`, { method: 'POST', body: BODY });
    await fetch(`${url}/feedback?customer_id=customer-of-the-month`);
    await fetch(`${url}/customer-of-the-month`);
    await end('SIGTERM');
    const lines = logged()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toContainEqual(
      expect.objectContaining({ requestId: answer.headers.get('x-request-id'), method: 'POST', path: '/feedback', status: 200 }),
    );
    expect(logged()).not.toMatch(/customer-of-the-month|great service/);
  });

  it('on SIGTERM lets a request under way end, takes no other, and ends with 0', async () => {
    const { url, data, child, logs } = await serving();
    const { port } = new URL(url);
    const slow = connect(Number(port), '127.0.0.1');
    slow.write(
      `POST /feedback HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Length: ${BODY.length}\r\n\r\n${BODY.slice(0, 20)}`,
    );
    await fetch(`${url}/health`);
    const exited = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await logs('stopping');
    await expect(fetch(`${url}/health`)).rejects.toThrow();
    slow.write(BODY.slice(20));
    expect(await textOf(slow)).toMatch(/^HTTP\/1.1 200 /);
    expect(await exited).toBe(0);
    expect((await contentsOf(data)).store).toHaveLength(1);
  });
});

describe('a server that cannot be', () => {
  it('names the port that is in use, and what to do', async () => {
    const { url } = await serving();
    const { port } = new URL(url);
    const data = join(folder, 'second');
    const { code, stderr } = await earshot(['serve', '--data', data, '--port', port]);
    expect([code, stderr]).toEqual([1, expect.stringMatching(new RegExp(`^earshot: port ${port} is in use; .*--port`))]);
    expect(await readdir(join(data, 'sessions'))).toEqual([]);
  });

  it('names the data folder that cannot be used', async () => {
    const file = join(folder, 'a-file');
    await writeFile(file, '');
    const { code, stderr } = await earshot(['serve', '--data', join(file, 'data'), '--port', '0']);
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/^earshot: the data folder .*a-file\/data cannot be used; .*--data/),
    ]);
  });

  it('names the database of a newer version, and leaves it as it is', async () => {
    const data = join(folder, 'newer');
    await mkdir(data);
    const database = new DatabaseSync(join(data, 'feedback.sqlite'));
    database.exec('PRAGMA user_version = 999');
    database.close();
    const { code, stderr } = await earshot(['serve', '--data', data, '--port', '0']);
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/^earshot: .*feedback\.sqlite: was written by a newer Earshot .*upgrade/),
    ]);
  });

  it('tells all settings that are wrong at once', async () => {
    const wrong = { EARSHOT_LANGUAGE: 'not a tag', PORT: 'eighty' };
    const { code, stderr } = await earshot(['serve', '--log-level', 'loud'], wrong);
    expect(code).toBe(2);
    for (const name of ['EARSHOT_LANGUAGE', 'PORT', '--log-level']) expect(stderr).toContain(name);
    expect(stderr).not.toContain('    at ');
  });
});
