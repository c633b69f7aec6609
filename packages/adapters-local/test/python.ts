import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The AWS packages that tests use. */
export const AWS_PACKAGES = ['boto3==1.44.8', 'awscli==1.46.3'];

/**
 * The path of a Python that has these packages from PyPI: in a virtual environment that is made the first time, under another name at
 * first, so that it is whole or not there.
 */
export async function pythonWith(packages: readonly string[]): Promise<string> {
  const folder = join(tmpdir(), `earshot-${packages.join('-').replaceAll('==', '-')}`);
  if (!existsSync(folder)) await install(packages, folder);
  return join(folder, 'bin', 'python');
}

async function install(packages: readonly string[], folder: string): Promise<void> {
  const temporary = `${folder}.${process.pid}`;
  await run('python3', ['-m', 'venv', temporary]);
  await run(join(temporary, 'bin', 'python'), ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...packages]);
  await rename(temporary, folder).catch(() => rm(temporary, { recursive: true, force: true }));
}

/** What a Python program writes when it is given an input. */
export async function outputOf(
  python: string,
  args: readonly string[],
  { input, env }: { input: string; env: NodeJS.ProcessEnv },
): Promise<string> {
  const child = spawn(python, args, { env, stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(input);
  const [output] = await Promise.all([text(child.stdout), once(child, 'close')]);
  return output;
}
