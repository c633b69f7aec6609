import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** What a tier of tests needs of the machine: why it cannot run, or nothing. */
interface Tier {
  readonly name: string;
  readonly missing: () => string | undefined;
}

const CHROMIUM = '/usr/bin/chromium';

const succeeds = (command: string, ...args: string[]) =>
  spawnSync(command, args, { stdio: 'ignore', timeout: 20_000 }).status === 0;

const TIERS: readonly Tier[] = [
  { name: 'fast', missing: () => undefined },
  { name: 'slow', missing: () => undefined },
  { name: 'browser', missing: () => (existsSync(CHROMIUM) ? undefined : `${CHROMIUM} is not there: apt-get install chromium`) },
  {
    name: 'ministack',
    missing: () =>
      succeeds('python3', '-c', 'import sys, venv, pip; sys.exit(sys.version_info < (3, 10))')
        ? undefined
        : 'Python 3.10 with pip and venv is not there',
  },
  { name: 'localstack', missing: () => (succeeds('docker', 'info') ? undefined : 'no Docker engine answers: docker info fails') },
];

const checked = TIERS.map(({ name, missing }) => ({ name, reason: missing() }));
const runnable = checked.filter(({ reason }) => reason === undefined).map(({ name }) => name);
const { status } = spawnSync('npm', ['run', '-s', 'jest', '--', '--selectProjects', ...runnable], {
  stdio: 'inherit',
  env: { ...process.env, EARSHOT_MATRIX: runnable.join() },
});

const notRun = checked.filter(({ reason }) => reason !== undefined);
for (const { name, reason } of notRun) console.error(`NOT RUN: the ${name} tests. ${reason}`);
if (notRun.length > 0 && process.env['CI']) console.error('In CI every tier must run, so this run has failed.');
process.exitCode = status || (notRun.length > 0 && process.env['CI'] ? 1 : 0);
