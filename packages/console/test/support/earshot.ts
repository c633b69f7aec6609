import { type ChildProcess, execFile, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** The command as its sources, which need no build; the page alone is what the build makes. */
const MAIN = join(import.meta.dirname, '../../src/main.ts');
const FROM_SOURCES = ['--conditions=@earshot/source', '--disable-warning=ExperimentalWarning'];

/** How a command ended. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `earshot` to its end. */
export async function earshot(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  return new Promise((resolve) => {
    const options = { env: { ...process.env, ...env } };
    execFile(process.execPath, [...FROM_SOURCES, MAIN, ...args], options, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr });
    });
  });
}

/** Starts a file of TypeScript, or `earshot` itself, as a process of its own. */
export function start(args: readonly string[], file = MAIN, env: NodeJS.ProcessEnv = {}): ChildProcess {
  const options = { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] } satisfies SpawnOptions;
  return spawn(process.execPath, [...FROM_SOURCES, file, ...args], options);
}

/** A server that runs. */
export interface Running {
  readonly url: string;
  readonly child: ChildProcess;
  /** What it has written to standard output, and what it has logged. */
  printed(): string;
  logged(): string;
  /** Done when something stands in its log. */
  logs(words: string): Promise<void>;
  /** Ends it with a signal; gives the exit code, `null` when it was killed. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Starts a server and waits until it listens; `file` may be another program that prints the same line, `command` another that serves. */
export async function startServer(args: readonly string[], file = MAIN, command = 'serve'): Promise<Running> {
  const child = start(file === MAIN ? [command, ...args] : args, file);
  let printed = '';
  let logged = '';
  child.stderr?.on('data', (chunk) => {
    logged += chunk;
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', (chunk) => {
      printed += chunk;
      const [found] = /http:\/\/127\.0\.0\.1:\d+/.exec(printed) ?? [];
      if (found) resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${logged}`)));
  });
  return {
    url,
    child,
    printed: () => printed,
    logged: () => logged,
    logs: (words) => waitFor(() => logged.includes(words)),
    end: (signal) => end(child, signal),
  };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exited = once(child, 'exit');
  child.kill(signal);
  const [code]: (number | null)[] = await exited;
  return code ?? null;
}

/** Done when a condition holds; looks again and again, as what it waits for is another process's doing. */
export async function waitFor(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await pause(20);
}
