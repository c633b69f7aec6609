import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ComprehendStandIn, startComprehendStandIn } from '@earshot/adapters-local/comprehend-stand-in';
import { loadEngine } from '@earshot/adapters-local/engine';
import { type AwsEndpoint, startAwsEndpoint } from '@earshot/adapters-local/localstack';
import type { Outputs } from '../../src/outputs.ts';

/** An emulated account with nothing in it, and a Comprehend beside it. */
export interface Account {
  readonly endpoint: AwsEndpoint;
  readonly comprehend: ComprehendStandIn;
  stop(): Promise<void>;
}

/** A function or custom resource of CDK's takes the AWS SDK from its runtime; here that is the repository's. */
const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const NODE_PATH = join(ROOT, 'node_modules');

/** The account number that emulators give to a caller. */
export const ACCOUNT_NUMBER = '000000000000';
export const REGION = 'us-west-1';
export const CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test' };

/** Starts the account; without progress lines, as a failure says what it has to. */
export async function startAccount(): Promise<Account> {
  const [endpoint, analyzer] = await Promise.all([
    startAwsEndpoint({ backend: 'ministack', log: () => {}, env: { NODE_PATH } }),
    loadEngine(),
  ]);
  const comprehend = await startComprehendStandIn({ analyzer, detectLanguage: () => 'en' });
  return { endpoint, comprehend, stop: async () => void (await Promise.all([endpoint.stop(), comprehend.stop()])) };
}

/** Runs a command at the repository's root, in an account and under a suffix. Fails with all that it said when it does not end well. */
export async function inAccount(account: Account, suffix: string, command: string, ...args: string[]): Promise<void> {
  const child = spawn(command, args, { cwd: ROOT, env: variables(account, suffix), stdio: ['ignore', 'pipe', 'pipe'] });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.push(String(chunk)));
  await once(child, 'close');
  if (child.exitCode !== 0) throw new Error(said.join(''));
}

/** Deploys as a user does, and gives what the deployment told. */
export async function deploy(account: Account, suffix: string): Promise<Outputs> {
  const file = join(mkdtempSync(join(tmpdir(), 'earshot-deploy-')), 'outputs.json');
  await inAccount(account, suffix, 'npx', 'turbo', 'run', 'deploy', '--', '--outputs-file', file);
  const [outputs]: Outputs[] = Object.values(JSON.parse(readFileSync(file, 'utf8')));
  if (outputs === undefined) throw new Error('the deployment told no outputs');
  return outputs;
}

function variables({ endpoint, comprehend }: Account, suffix: string): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env;
  return {
    PATH,
    HOME,
    AWS_ENDPOINT_URL: endpoint.url,
    AWS_ENDPOINT_URL_S3: endpoint.url,
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    AWS_REGION: REGION,
    CDK_DEFAULT_ACCOUNT: ACCOUNT_NUMBER,
    CDK_DEFAULT_REGION: REGION,
    EARSHOT_SUFFIX: suffix,
    EARSHOT_COMPREHEND_ENDPOINT: comprehend.url,
    TURBO_TELEMETRY_DISABLED: '1',
  };
}
