import type { AlertRule } from '@earshot/core';
import { COMPREHEND_REGIONS, type LambdaConfig } from '@earshot/lambda/config';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Reader, type Variables } from './reader.ts';
import { runtimeSettings } from './runtime-settings.ts';
import { alerts, region, suffix } from './single-settings.ts';
import { weightsFile } from './weights-file.ts';

/** What a deployment is made by, checked. */
export interface Settings {
  /** Ends every name, so that deployments in one account do not touch. */
  readonly suffix: string;
  readonly region: string;
  /** Begins the stack's name, and tags everything. */
  readonly projectName: string;
  /** Tags everything, such as `production`. */
  readonly environment: string;
  readonly lambdaTimeoutSeconds: number;
  readonly lambdaMemoryMb: number;
  readonly logRetentionDays: RetentionDays;
  readonly athenaResultRetentionDays: number;
  /** When customers count as unhappy, which sets off an alarm. */
  readonly alerts: readonly AlertRule[];
  /** Whether days that are over are brought into columns every night. */
  readonly compaction: boolean;
  /** Keeps data when the stack is destroyed, and keeps the table from being deleted at all. */
  readonly retain: boolean;
  readonly comprehendRegion: string;
  /** Instead of Comprehend's own address, for emulators. */
  readonly comprehendEndpoint?: string;
  /** Whether this is for an emulator, which knows some resources of AWS not at all. */
  readonly emulated: boolean;
  /** What the stage lets through on average; for a moment it is twice that. */
  readonly requestsPerSecond: number;
  readonly waf: boolean;
  readonly apiKey: boolean;
  /** Encrypts data with a key of the account's own. */
  readonly kms: boolean;
  /** Whether this stack gives API Gateway its role for logs, of which a region of an account has one. */
  readonly accountLogRole: boolean;
  readonly metrics: LambdaConfig['metrics'];
  readonly language: string;
  readonly corsOrigin: string;
  readonly logLevel: LambdaConfig['logLevel'];
  /** How sure the embedded engine must be to be asked alone; Comprehend judges everything without. */
  readonly cascade?: number;
  /** Whether the embedded engine runs beside Comprehend, to see how far they agree. */
  readonly shadow: boolean;
  /** A file of weights, absolute, that the functions take for its language. */
  readonly weights?: string;
}

/** Says every problem that settings have, one a line, each by its variable. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/** The days that CloudWatch Logs can keep a log for; `INFINITE` is none of them. */
const RETENTION_DAYS = Object.values(RetentionDays)
  .filter((days) => typeof days === 'number')
  .filter((days) => days !== RetentionDays.INFINITE);

const PROJECT_NAME = /^[a-z][a-z0-9-]{0,63}$/i;
const TAG_VALUE = /^[\p{L}\p{N} _.:/=+\-@]{1,256}$/u;

/** Reads the settings from variables, where an empty one counts as not given. Fails as a {@link SettingsError} with every problem there is. */
export function readSettings(variables: Variables): Settings {
  const read = new Reader(variables);
  const settings = { ...stackSettings(read), ...gatewaySettings(read), ...functionSettings(read) };
  if (read.problems.length > 0) throw new SettingsError(read.problems.join('\n'));
  return settings;
}

function stackSettings(read: Reader) {
  return {
    suffix: suffix(read),
    region: region(read),
    projectName: read.text('EARSHOT_PROJECT_NAME', {
      fallback: 'feedback-system',
      pattern: PROJECT_NAME,
      mustBe: 'be letters, digits and hyphens, a letter first, 64 at most',
    }),
    environment: read.text('EARSHOT_ENVIRONMENT', {
      fallback: 'production',
      pattern: TAG_VALUE,
      mustBe: 'be a tag: letters, digits, spaces and _.:/=+-@, 256 at most',
    }),
    logRetentionDays: read.oneOf('EARSHOT_LOG_RETENTION_DAYS', RETENTION_DAYS, RetentionDays.TWO_WEEKS),
    athenaResultRetentionDays: read.wholeNumber('EARSHOT_ATHENA_RESULT_RETENTION_DAYS', { fallback: 30, min: 1, max: 36_500 }),
    alerts: alerts(read),
    compaction: read.flag('EARSHOT_COMPACTION', true),
    retain: read.flag('EARSHOT_RETAIN', false),
    kms: read.flag('EARSHOT_KMS', false),
  };
}

function gatewaySettings(read: Reader) {
  return {
    requestsPerSecond: read.wholeNumber('EARSHOT_REQUESTS_PER_SECOND', { fallback: 100, min: 1, max: 10_000 }),
    waf: read.flag('EARSHOT_WAF', false),
    apiKey: read.flag('EARSHOT_API_KEY', false),
    accountLogRole: read.flag('EARSHOT_ACCOUNT_LOG_ROLE', true),
  };
}

/** Those of the function itself are checked by its own rules. */
function functionSettings(read: Reader) {
  const comprehendEndpoint = read.url('EARSHOT_COMPREHEND_ENDPOINT');
  const weights = weightsFile(read);
  return {
    lambdaTimeoutSeconds: read.wholeNumber('EARSHOT_LAMBDA_TIMEOUT', { fallback: 30, min: 3, max: 900 }),
    lambdaMemoryMb: read.wholeNumber('EARSHOT_LAMBDA_MEMORY', { fallback: 512, min: 128, max: 10_240 }),
    comprehendRegion: read.oneOf('EARSHOT_COMPREHEND_REGION', COMPREHEND_REGIONS, 'us-west-2'),
    emulated: (comprehendEndpoint ?? read.given('AWS_ENDPOINT_URL')) !== undefined,
    ...(comprehendEndpoint !== undefined && { comprehendEndpoint }),
    ...(weights !== undefined && { weights }),
    ...runtimeSettings(read),
  };
}
