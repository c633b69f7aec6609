import { Failure } from '@earshot/core';
import type { AwsEndpoint, Backend } from './endpoint.ts';
import { hasDocker, startLocalStack } from './localstack-container.ts';
import { hasPython, startMiniStack } from './ministack.ts';

/** How to find an endpoint. */
export interface EndpointOptions {
  /** Takes this one and no other. */
  readonly backend?: Backend;
  /** Takes a line of progress; by default it goes to standard error. */
  readonly log?: (line: string) => void;
  /** Variables for MiniStack's process, such as `NODE_PATH`: a folder with the AWS SDK, for functions that expect it of their runtime. */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Attaches to the endpoint that `AWS_ENDPOINT_URL` names; else starts LocalStack where there is a Docker engine; else MiniStack where there is
 * Python. Fails as `unavailable`, saying what is missing. Says what runs and how long it took to start.
 */
export async function startAwsEndpoint({
  backend = defaultBackend(),
  log = toStandardError,
  env = {},
}: EndpointOptions = {}): Promise<AwsEndpoint> {
  const start = performance.now();
  const endpoint = await starters[backend](log, env);
  log(`AWS endpoint: ${backend} at ${endpoint.url}, ready in ${((performance.now() - start) / 1000).toFixed(1)} s`);
  return endpoint;
}

/** The backends that this machine can run, first choice first. */
export function availableBackends(): Backend[] {
  const available: [Backend, boolean][] = [
    ['given', Boolean(process.env['AWS_ENDPOINT_URL'])],
    ['localstack', hasDocker()],
    ['ministack', hasPython()],
  ];
  return available.flatMap(([backend, isThere]) => (isThere ? [backend] : []));
}

type Starter = (log: (line: string) => void, env: Readonly<Record<string, string>>) => Promise<AwsEndpoint>;

const starters: Readonly<Record<Backend, Starter>> = {
  given: async () => ({ url: process.env['AWS_ENDPOINT_URL'] ?? '', backend: 'given', stop: async () => {} }),
  localstack: startLocalStack,
  ministack: startMiniStack,
};

function defaultBackend(): Backend {
  const [first] = availableBackends();
  if (first) return first;
  throw new Failure(
    'unavailable',
    'no AWS endpoint: set AWS_ENDPOINT_URL, or start a Docker engine, or install Python 3.10 with venv',
  );
}

function toStandardError(line: string): void {
  process.stderr.write(`${line}\n`);
}
