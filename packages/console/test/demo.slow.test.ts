import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { contentsOf } from './support/contents.ts';
import { type Running, startServer, waitFor } from './support/earshot.ts';

let folder: string;
const running: Running[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earshot-demo-'));
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.end('SIGKILL')));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function showing(data: string): Promise<Running & { readonly imported: number }> {
  const server = await startServer(['--data', data, '--port', '0', '--no-open', '--count', '600'], undefined, 'demo');
  running.push(server);
  const [, imported] = /(\d+) pieces of feedback are in store and lake/.exec(server.logged()) ?? [];
  return { ...server, imported: Number(imported) };
}

async function countsOf({ url }: Running): Promise<number> {
  const counts: Readonly<Record<string, number>> = JSON.parse(await (await fetch(`${url}/counts`)).text());
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

it('shows the page over a folder of its own with feedback of sixty days, lets more come in, and begins anew the next time', async () => {
  const data = join(folder, 'demo');
  const first = await showing(data);
  expect(first.imported).toBeGreaterThan(570);
  expect(await (await fetch(first.url)).text()).toContain('<title>Earshot');
  const { rows }: { rows: readonly object[] } = JSON.parse(await (await fetch(`${first.url}/statistics?by=day`)).text());
  expect(rows.length).toBeGreaterThanOrEqual(59);
  await waitFor(async () => (await countsOf(first)) > first.imported);
  expect(await first.end('SIGTERM')).toBe(0);
  const { store, lake } = await contentsOf(data);
  expect(store.length).toBeGreaterThan(first.imported);
  expect([...lake].sort()).toEqual([...store].sort());
  const second = await showing(data);
  expect(Math.abs(second.imported - first.imported)).toBeLessThan(5);
  expect(await countsOf(second)).toBeLessThan(store.length + 5);
  expect(await readdir(data)).not.toContain('demo.jsonl');
});
