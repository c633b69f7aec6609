import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** What a tier of tests needs of the machine, and how to get it. */
interface Tier {
  readonly name: string;
  readonly missing: () => string | undefined;
}

const CHROMIUM = '/usr/bin/chromium';

const TIERS: readonly Tier[] = [
  { name: 'fast', missing: () => undefined },
  { name: 'slow', missing: () => undefined },
  { name: 'browser', missing: () => (existsSync(CHROMIUM) ? undefined : `${CHROMIUM} is not there: apt-get install chromium`) },
];

const checked = TIERS.map(({ name, missing }) => ({ name, reason: missing() }));
const runnable = checked.filter(({ reason }) => reason === undefined).map(({ name }) => name);
const { status } = spawnSync('npm', ['run', '-s', 'jest', '--', '--selectProjects', ...runnable], { stdio: 'inherit' });

const notRun = checked.filter(({ reason }) => reason !== undefined);
for (const { name, reason } of notRun) console.error(`NOT RUN: the ${name} tests. ${reason}`);
if (notRun.length > 0 && process.env['CI']) console.error('In CI every tier must run, so this run has failed.');
process.exitCode = status || (notRun.length > 0 && process.env['CI'] ? 1 : 0);
