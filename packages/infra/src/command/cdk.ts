import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { CODE_FOLDER } from '../code-folder.ts';
import { readSettings, SettingsError } from '../settings.ts';
import { renamed, report } from './deployed-outputs.ts';
import { knownFailure } from './known-failures.ts';

/** Lines that say what is said otherwise, or what nobody needs. */
const NOISE = /^FeedbackStack\.\w+ = |^Outputs:$|feature flags are not configured/;

const OPTIONS = { output: { type: 'string', short: 'o' }, 'outputs-file': { type: 'string', short: 'O' } } as const;

const [command = 'synth', ...args] = process.argv.slice(2);
const { values: given } = parseArgs({ args, options: OPTIONS, strict: false });
process.exitCode = await main();

async function main(): Promise<number> {
  try {
    readSettings(process.env);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    console.error(error.message);
    return 1;
  }
  if (!existsSync(CODE_FOLDER) && !build()) return 1;
  const scratch = mkdtempSync(join(tmpdir(), 'earshot-'));
  try {
    return command === 'deploy' ? await deploy(scratch) : await runCdk([...args, ...usual(scratch)]);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** What is added to what whoever calls gave: no questions, and a folder of its own, so that several can run at once. */
function usual(scratch: string): string[] {
  const folder = given.output === undefined && command !== 'synth' ? ['--output', join(scratch, 'cdk.out')] : [];
  return [...folder, ...(command === 'destroy' ? ['--force'] : [])];
}

/** Runs the CDK, then says what it made under the names that are promised; in a file, too, when one is asked for. */
async function deploy(scratch: string): Promise<number> {
  const asked = given['outputs-file'];
  const file = typeof asked === 'string' ? asked : join(scratch, 'outputs.json');
  const status = await runCdk([...args, ...usual(scratch), ...(file === asked ? [] : ['--outputs-file', file])]);
  if (status !== 0 || !existsSync(file)) return status;
  const outputs = readFileSync(file, 'utf8');
  writeFileSync(file, renamed(outputs));
  console.log(report(outputs, process.env['AWS_ENDPOINT_URL']));
  return status;
}

/** Runs the CDK's own command, and says in one sentence why it failed where that is known. */
async function runCdk(cdkArgs: readonly string[]): Promise<number> {
  const cdk = createRequire(import.meta.url).resolve('aws-cdk/bin/cdk');
  const child = spawn(process.execPath, [cdk, command, ...cdkArgs], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    stdio: ['inherit', 'pipe', 'pipe'],
  });
  // An interrupt reaches the CDK as well, which ends in its own way.
  process.on('SIGINT', () => {});
  const heldBack: string[] = [];
  await Promise.all([
    pass(child.stdout, process.stdout, heldBack),
    pass(child.stderr, process.stderr, heldBack),
    once(child, 'close'),
  ]);
  const status = child.exitCode ?? 1;
  const sentence = heldBack.map(knownFailure).find((known) => known !== undefined);
  if (status !== 0 && sentence !== undefined) console.error(sentence);
  return status;
}

/** Passes lines on, except for those that mean a known failure, which are said in other words in the end. */
async function pass(from: NodeJS.ReadableStream, to: NodeJS.WritableStream, heldBack: string[]): Promise<void> {
  for await (const line of createInterface({ input: from })) {
    if (knownFailure(line) !== undefined) heldBack.push(line);
    else if (!NOISE.test(line)) to.write(`${line}\n`);
  }
}

function build(): boolean {
  const task = ['turbo', 'run', 'build', '--filter=@earshot/lambda', '--output-logs=errors-only', '--log-prefix=none'];
  return spawnSync('npx', task, { stdio: ['ignore', 2, 2] }).status === 0;
}
