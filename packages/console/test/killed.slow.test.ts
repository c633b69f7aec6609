import { once } from 'node:events';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { contentsOf } from './support/contents.ts';
import { earshot, startServer } from './support/earshot.ts';

const DYING = join(import.meta.dirname, 'support/dying-server.ts');
const BODY = JSON.stringify({ feedback: 'great service', customer_id: 'c-1' });
const KEYED = { 'idempotency-key': 'order-17' };

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earshot-killed-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Sends a submission to a server that is killed at a step of it; gives the data folder that it leaves. */
async function killedAt(step: string, headers: Record<string, string>): Promise<string> {
  const data = await mkdtemp(join(folder, 'data-'));
  const server = await startServer([data, step], DYING);
  const gone = once(server.child, 'exit');
  await expect(fetch(`${server.url}/feedback`, { method: 'POST', body: BODY, headers })).rejects.toThrow();
  await gone;
  return data;
}

async function retried(data: string): Promise<void> {
  const server = await startServer(['--data', data, '--port', '0']);
  const response = await fetch(`${server.url}/feedback`, { method: 'POST', body: BODY, headers: KEYED });
  expect(response.status).toBe(200);
  await server.end('SIGTERM');
}

describe('a server that is killed', () => {
  it.each(['before claim', 'after claim', 'before put', 'after put', 'before append', 'after append'])(
    '%s of a submission with a key ends with one record and one lake object: by the retry, and by reconcile before it',
    async (step) => {
      const data = await killedAt(step, KEYED);
      const copy = `${data}-reconciled`;
      await cp(data, copy, { recursive: true });

      await retried(data);
      expect(await contentsOf(data)).toMatchObject({ store: [expect.any(String)], lake: [expect.any(String)] });

      expect(await earshot(['reconcile', '--data', copy])).toMatchObject({ code: 0 });
      const reconciled = await contentsOf(copy);
      expect(reconciled.lake).toEqual(reconciled.store);
      await retried(copy);
      const { store, lake, objects } = await contentsOf(copy);
      expect([store.length, objects.length]).toEqual([1, 1]);
      expect(lake).toEqual(store);
    },
  );

  it.each(['before put', 'after put', 'before append', 'after append'])(
    '%s of a submission without a key leaves store and lake equal after the next start',
    async (step) => {
      const data = await killedAt(step, {});
      const server = await startServer(['--data', data, '--port', '0', '--log-level', 'debug']);
      await server.logs('compared');
      await server.end('SIGTERM');
      const { store, lake } = await contentsOf(data);
      expect(store.length).toBeLessThanOrEqual(1);
      expect(lake).toEqual(store);
    },
  );
});
