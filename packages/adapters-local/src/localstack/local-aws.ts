import {
  type AwsAdapterSettings,
  type AwsClients,
  type AwsSettings,
  awsAdapters,
  awsClients,
  closeClients,
  createResources,
  deleteResources,
} from '@earshot/adapters-aws';
import type { Pipeline } from '@earshot/core';
import { type ComprehendStandIn, startComprehendStandIn } from '../comprehend-stand-in/comprehend-stand-in.ts';
import { loadDetector } from '../detect-language/detect-language.ts';
import { loadEngine } from '../engine.ts';
import { systemClock, uuidIds } from '../ids.ts';
import { type EndpointOptions, startAwsEndpoint } from './aws-endpoint.ts';
import type { AwsEndpoint } from './endpoint.ts';

/** A whole AWS for a test: an endpoint, a Comprehend, clients for both, and a table and a bucket of the test's own. */
export interface LocalAws {
  readonly endpoint: AwsEndpoint;
  readonly comprehend: ComprehendStandIn;
  readonly clients: AwsClients;
  /** What the clients were built from, for building others. */
  readonly settings: AwsSettings;
  /** The names of the test's own table and bucket. */
  readonly resources: AwsAdapterSettings;
  /** The AWS adapters on all that, ready for the core's use cases. */
  readonly pipeline: Pipeline;
  /** Deletes table and bucket and ends what was started. */
  stop(): Promise<void>;
}

/** What an emulator takes for credentials: anything. */
const CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test' };

/** LocalStack starts a service at its first call, which takes some seconds. */
const REQUEST_MS = 30_000;

/** Starts or attaches an endpoint as `startAwsEndpoint` does, and makes everything that the AWS adapters need on it. */
export async function startLocalAws(options: EndpointOptions = {}): Promise<LocalAws> {
  const [endpoint, comprehend] = await Promise.all([startAwsEndpoint(options), startStandIn()]);
  const settings: AwsSettings = {
    region: 'us-east-1',
    comprehendRegion: 'us-west-2',
    pathStyle: true,
    endpoint: endpoint.url,
    comprehendEndpoint: comprehend.url,
    credentials: CREDENTIALS,
    requestMs: REQUEST_MS,
  };
  const clients = awsClients(settings);
  const end = async () => {
    closeClients(clients);
    await Promise.all([endpoint.stop(), comprehend.stop()]);
  };
  const resources = await createResources(clients).catch(async (error: unknown) => {
    await end();
    throw error;
  });
  const pipeline = { ...awsAdapters(clients, resources), clock: systemClock, ids: uuidIds };
  const stop = async () => {
    await deleteResources(clients, resources);
    await end();
  };
  return { endpoint, comprehend, clients, settings, resources, pipeline, stop };
}

async function startStandIn(): Promise<ComprehendStandIn> {
  const [analyzer, detectLanguage] = await Promise.all([loadEngine(), loadDetector()]);
  return startComprehendStandIn({ analyzer, detectLanguage });
}
