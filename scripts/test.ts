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
/** Runs tiers beside each other; gives whether all passed. */
function run(tiers: readonly string[], env: NodeJS.ProcessEnv = {}): boolean {
  if (tiers.length === 0) return true;
  const args = ['run', '-s', 'jest', '--', '--selectProjects', ...tiers];
  return spawnSync('npm', args, { stdio: 'inherit', env: { ...process.env, ...env } }).status === 0;
}

// A browser breaks off its requests when a container's network comes or goes, so it runs when no other tier does.
const others = runnable.filter((name) => name !== 'browser');
const passed = [run(others, { EARSHOT_MATRIX: others.join() }), run(runnable.filter((name) => name === 'browser'))].every(
  Boolean,
);

const notRun = checked.filter(({ reason }) => reason !== undefined);
for (const { name, reason } of notRun) console.error(`NOT RUN: the ${name} tests. ${reason}`);
if (notRun.length > 0 && process.env['CI']) console.error('In CI every tier must run, so this run has failed.');
process.exitCode = passed && !(notRun.length > 0 && process.env['CI']) ? 0 : 1;
