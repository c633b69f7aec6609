import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Failure } from '@earshot/core';
import type { AwsEndpoint } from './endpoint.ts';

/** What is installed from PyPI: the emulator, and DuckDB for its Athena. */
const PACKAGES = ['ministack==1.5.33', 'duckdb==2.0.1'];
const START = 'from ministack.app import main; main()';
const READY_MS = 60_000;

/** Whether there is a Python that MiniStack runs on. */
export function hasPython(): boolean {
  const check = 'import sys, pip; sys.exit(sys.version_info < (3, 10))';
  return spawnSync('python3', ['-c', check], { stdio: 'ignore', timeout: 10_000 }).status === 0;
}

/** Runs MiniStack as a process of its own on a free port of 127.0.0.1; installs it the first time, into the user's cache folder. */
export async function startMiniStack(log: (line: string) => void, env: Readonly<Record<string, string>>): Promise<AwsEndpoint> {
  const packages = await installed(log);
  const port = await freePort();
  const server = spawn('python3', ['-c', START], {
    cwd: tmpdir(),
    env: {
      ...process.env,
      ...env,
      PYTHONPATH: packages,
      PYTHONDONTWRITEBYTECODE: '1',
      BIND_HOST: '127.0.0.1',
      GATEWAY_PORT: String(port),
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const stop = stopper(server);
  const url = `http://127.0.0.1:${port}`;
  await untilItAnswers(url, server).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return { url, backend: 'ministack', stop };
}

/** The folder with the packages; made under another name first, so that it is whole or not there, also when two make it at once. */
async function installed(log: (line: string) => void): Promise<string> {
  const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'earshot');
  const folder = join(cache, PACKAGES.join('_').replaceAll('==', '-'));
  if (existsSync(folder)) return folder;
  log(`installing ${PACKAGES.join(' and ')} into ${cache} (once)`);
  await mkdir(cache, { recursive: true });
  const temporary = `${folder}.${process.pid}`;
  const pip = spawn(
    'python3',
    ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--target', temporary, ...PACKAGES],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  const [status] = await once(pip, 'exit');
  if (status !== 0)
    throw new Failure('unavailable', `MiniStack could not be installed: pip ended with ${status}; its message is above`);
  await rename(temporary, folder).catch(() => rm(temporary, { recursive: true, force: true }));
  return folder;
}

function freePort(): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const probe = createServer().on('error', reject);
  probe.listen(0, '127.0.0.1', () => {
    const address = probe.address();
    probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port is free'))));
  });
  return promise;
}

async function untilItAnswers(url: string, server: ChildProcess): Promise<void> {
  const said: string[] = [];
  server.stderr?.on('data', (chunk) => said.push(String(chunk)));
  const deadline = performance.now() + READY_MS;
  while (performance.now() < deadline && server.exitCode === null) {
    if (
      await fetch(url).then(
        () => true,
        () => false,
      )
    )
      return;
    await setTimeout(50);
  }
  throw new Failure('unavailable', `MiniStack did not start: ${said.join('').slice(-500)}`);
}

/** Ends the process when it is told to, and at the latest with this process. */
function stopper(server: ChildProcess): () => Promise<void> {
  const kill = () => server.kill('SIGKILL');
  process.once('exit', kill);
  return async () => {
    process.off('exit', kill);
    if (server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, 'exit');
    kill();
    await ended;
  };
}
