import { spawnSync } from 'node:child_process';
import { messageOf } from '@earshot/core';
import type { AwsEndpoint } from './endpoint.ts';

/** The last image that needs no account. `LOCALSTACK_IMAGE` names another, `LOCALSTACK_AUTH_TOKEN` gives it its token. */
const IMAGE = 'localstack/localstack:4.14.0';
const PORT = 4566;
const READY_MS = 120_000;

/** Whether a Docker engine answers. */
export function hasDocker(): boolean {
  return spawnSync('docker', ['info'], { stdio: 'ignore', timeout: 10_000 }).status === 0;
}

/** Runs LocalStack in a container of its own, by testcontainers, which whoever uses this installs. */
export async function startLocalStack(log: (line: string) => void): Promise<AwsEndpoint> {
  const image = process.env['LOCALSTACK_IMAGE'] ?? IMAGE;
  const container = await withReaperOrWithout(log, () => startContainer(image));
  const url = `http://${container.getHost()}:${container.getMappedPort(PORT)}`;
  return { url, backend: 'localstack', stop: async () => void (await container.stop()) };
}

async function startContainer(image: string) {
  const { GenericContainer, Wait } = await import('testcontainers');
  const token = process.env['LOCALSTACK_AUTH_TOKEN'];
  return new GenericContainer(image)
    .withExposedPorts(PORT)
    .withEnvironment({ SERVICES: 'dynamodb,s3,cloudwatch', ...(token && { LOCALSTACK_AUTH_TOKEN: token }) })
    .withWaitStrategy(Wait.forHttp('/_localstack/health', PORT))
    .withStartupTimeout(READY_MS)
    .start();
}

/** Testcontainers' reaper, which clears up after a killed test, is an image of its own; where it cannot be had we go without. */
async function withReaperOrWithout<T>(log: (line: string) => void, start: () => Promise<T>): Promise<T> {
  if (process.env['TESTCONTAINERS_RYUK_DISABLED'] === 'true') return start();
  try {
    return await start();
  } catch (error) {
    log(`starting once more without testcontainers’ reaper (a killed test then leaves its container): ${messageOf(error)}`);
    process.env['TESTCONTAINERS_RYUK_DISABLED'] = 'true';
    return start();
  }
}
