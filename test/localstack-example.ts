import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const EXAMPLE = join(import.meta.dirname, '../examples/localstack-test');

/** Runs the tests of the example as its users do; gives what they print. Rejects when one of them fails. */
export async function runLocalstackExample(settings: NodeJS.ProcessEnv): Promise<string> {
  const { AWS_ENDPOINT_URL: _, JEST_WORKER_ID: __, ...env } = process.env;
  const { stderr } = await promisify(execFile)('npm', ['test'], { cwd: EXAMPLE, env: { ...env, ...settings } });
  return stderr;
}
