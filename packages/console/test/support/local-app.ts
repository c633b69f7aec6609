import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Embedded, openEmbedded } from '@earshot/adapters-local';
import type { EngineOptions } from '@earshot/adapters-local/engine';
import { pino } from 'pino';
import { createApp } from '../../src/serving/app.ts';
import { Changes } from '../../src/serving/changes.ts';
import { type Given, keep } from './records.ts';

/** The local server's routes over a data folder of their own, without a socket. */
export interface LocalApp {
  readonly embedded: Embedded;
  readonly folder: string;
  /** Asks as a program on this machine does, unless headers say otherwise. */
  ask(path: string, request?: RequestInit): Promise<Response>;
  /** Tells the server to stop. */
  stop(): void;
  close(): Promise<void>;
}

const PORT = 8787;

/** Opens the routes; the store has some records already. `engine` is what imports are judged with. */
export async function localApp(given: readonly Given[] = [], engine: EngineOptions = { language: 'en' }): Promise<LocalApp> {
  const folder = await mkdtemp(join(tmpdir(), 'earshot-routes-'));
  if (given.length > 0) await keep(folder, given);
  const embedded = await openEmbedded({ folder, language: 'en' });
  const stopping = new AbortController();
  const log = pino({ level: 'silent' });
  const changes = new Changes(embedded.store);
  const app = createApp({ embedded, folder, engine, changes, log, port: () => PORT, stopping: stopping.signal });
  return {
    embedded,
    folder,
    ask: async (path, request = {}) => {
      const headers = new Headers(request.headers);
      if (!headers.has('host')) headers.set('host', `127.0.0.1:${PORT}`);
      return app.fetch(new Request(`http://127.0.0.1:${PORT}${path}`, { ...request, headers }));
    },
    stop: () => stopping.abort(),
    close: async () => {
      stopping.abort();
      await embedded.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
