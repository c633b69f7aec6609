import { AthenaClient } from '@aws-sdk/client-athena';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { ComprehendClient } from '@aws-sdk/client-comprehend';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { defined } from '@earshot/core';
import { NodeHttpHandler } from '@smithy/node-http-handler';

/** Where the services are. Endpoints and credentials that are not given come from the SDK's own variables and files. */
export interface AwsSettings {
  readonly region: string;
  /** Comprehend is not offered in every region, so it has its own. */
  readonly comprehendRegion: string;
  /** Address buckets in the path, as emulators need it, and not in the host name. */
  readonly pathStyle: boolean;
  /** Instead of the services' own addresses, for emulators. */
  readonly endpoint?: string;
  readonly comprehendEndpoint?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Milliseconds that one attempt of any call may take; by default 2 s for a write and 8 s for a sentiment. */
  readonly requestMs?: number;
}

/** One client for each service; connections are kept alive and opened at the first call. */
export interface AwsClients {
  readonly comprehend: ComprehendClient;
  readonly dynamodb: DynamoDBDocumentClient;
  readonly s3: S3Client;
  readonly cloudwatch: CloudWatchClient;
}

/**
 * Milliseconds to connect, and for one attempt at a write. Three attempts each at claim, put and append are 18 s, which beside 8 s of
 * sentiment stay within the 27 s that a request has.
 */
const CONNECT_MS = 1_000;
const WRITE_MS = 2_000;
const ATTEMPTS = 3;
/** Comprehend's attempts end with the caller's time, by a signal; this only bounds a single one. */
const SENTIMENT_MS = 8_000;

/** Builds the clients: the only place where that happens. */
export function awsClients({
  region,
  comprehendRegion,
  pathStyle,
  endpoint,
  comprehendEndpoint,
  credentials,
  requestMs,
}: AwsSettings): AwsClients {
  const common = { maxAttempts: ATTEMPTS, ...defined({ credentials }) };
  const writing = { ...common, region, requestHandler: handler(requestMs ?? WRITE_MS), ...defined({ endpoint }) };
  const judging = {
    ...common,
    region: comprehendRegion,
    requestHandler: handler(requestMs ?? SENTIMENT_MS),
    ...defined({ endpoint: comprehendEndpoint }),
  };
  return {
    comprehend: without(new ComprehendClient(judging), COMMON_STEPS),
    dynamodb: DynamoDBDocumentClient.from(without(new DynamoDBClient(writing), COMMON_STEPS)),
    s3: s3Client({ ...writing, forcePathStyle: pathStyle }),
    cloudwatch: new CloudWatchClient(writing),
  };
}

/**
 * Steps that the SDK takes at every call and that change nothing for the calls made here: who the caller's software is, what a debugger
 * may log, loops of functions that call each other, and of S3 directory buckets, buckets in other regions and bodies that stream. Without
 * them a submission takes about a tenth less processor time.
 */
const COMMON_STEPS = ['getUserAgentMiddleware', 'loggerMiddleware', 'recursionDetectionMiddleware'] as const;
const S3_STEPS = [...COMMON_STEPS, 'addExpectContinueMiddleware', 'regionRedirectMiddleware', 's3ExpressMiddleware'] as const;

function s3Client(config: S3ClientConfig): S3Client {
  return without(new S3Client(config), S3_STEPS);
}

interface Stepping {
  readonly middlewareStack: { remove(step: string): boolean };
}

function without<C extends Stepping>(client: C, steps: readonly string[]): C {
  for (const step of steps) client.middlewareStack.remove(step);
  return client;
}

/** The clients that a compaction of the lake needs; nobody waits for it, so each attempt has as long as a sentiment has. */
export function compactionClients({ region, pathStyle }: Pick<AwsSettings, 'region' | 'pathStyle'>): {
  readonly athena: AthenaClient;
  readonly s3: S3Client;
} {
  const common = { maxAttempts: ATTEMPTS, region, requestHandler: handler(SENTIMENT_MS) };
  return { athena: new AthenaClient(common), s3: s3Client({ ...common, forcePathStyle: pathStyle }) };
}

/** Ends the clients' connections. */
export function closeClients(clients: AwsClients): void {
  for (const client of Object.values(clients)) client.destroy();
}

/** `requestTimeout` ends with the head of the answer; an answer that then stops half-way is what `socketTimeout` is for. */
function handler(ms: number): NodeHttpHandler {
  const timeouts = { connectionTimeout: CONNECT_MS, requestTimeout: ms, socketTimeout: ms };
  return new NodeHttpHandler({ ...timeouts, throwOnRequestTimeout: true });
}
