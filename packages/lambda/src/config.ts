import { type Issue, invalid } from '@earshot/core';

/** The variables that the function reads, as the stack sets them. */
export interface LambdaEnvironment {
  readonly DYNAMODB_TABLE: string;
  readonly S3_BUCKET: string;
  /** Set by Lambda itself. */
  readonly AWS_REGION?: string;
  /** Comprehend's region; `us-west-2` by default, as it is not offered everywhere. */
  readonly COMPREHEND_REGION?: string;
  /** Bytes of UTF-8 that a text is cut into for Comprehend: 300 to 5,000, the default. */
  readonly COMPREHEND_CHUNK_BYTES?: string;
  /** `auto`, the default, or the BCP 47 tag of texts that come without a language. */
  readonly EARSHOT_LANGUAGE?: string;
  /** A file of weights for the embedded engine; a relative path is one beside the bundle. The shipped ones by default. */
  readonly EARSHOT_WEIGHTS?: string;
  /** From 0 to 1: the embedded engine judges what it is at least so sure of, Comprehend the rest. Comprehend judges all by default. */
  readonly EARSHOT_CASCADE?: string;
  /** `on` to count how far the embedded engine agrees with Comprehend; `off` by default. */
  readonly EARSHOT_SHADOW?: string;
  /** `log`, the default, for the embedded metric format; `cloudwatch` for PutMetricData. */
  readonly EARSHOT_METRICS?: string;
  /** The origin whose pages may submit feedback; `*` by default. */
  readonly EARSHOT_CORS_ORIGIN?: string;
  /** The least that is logged: `debug`, `info` (the default), `warn`, `error` or `silent`. */
  readonly EARSHOT_LOG_LEVEL?: string;
  /** Set for emulators: buckets are then addressed in the path. */
  readonly AWS_ENDPOINT_URL?: string;
  readonly AWS_ENDPOINT_URL_S3?: string;
  /** Read by the SDK: a stand-in in the place of Comprehend. */
  readonly AWS_ENDPOINT_URL_COMPREHEND?: string;
}

const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
type LogLevel = (typeof LOG_LEVELS)[number];

/** What the function runs with, checked. */
export interface LambdaConfig {
  readonly table: string;
  readonly bucket: string;
  readonly region: string;
  readonly comprehendRegion: string;
  readonly chunkBytes: number;
  readonly language: string;
  readonly weights?: string;
  readonly cascade?: number;
  readonly shadow: boolean;
  readonly metrics: 'log' | 'cloudwatch';
  readonly corsOrigin: string;
  readonly logLevel: LogLevel;
  readonly pathStyle: boolean;
}

type Environment = { readonly [Name in keyof LambdaEnvironment]: string | undefined };

/** Reads the settings of the function. Fails as `invalid` with every problem there is, each named by its variable. */
export function readConfig(env: Partial<Environment> = process.env): LambdaConfig {
  const issues: Issue[] = [];
  const problem = (field: keyof LambdaEnvironment, message: string) => void issues.push({ field, message });
  const cascade = threshold(env.EARSHOT_CASCADE, problem);
  const config: LambdaConfig = {
    table: required(env, 'DYNAMODB_TABLE', problem),
    bucket: required(env, 'S3_BUCKET', problem),
    region: required(env, 'AWS_REGION', problem),
    comprehendRegion: env.COMPREHEND_REGION ?? 'us-west-2',
    chunkBytes: chunkBytes(env.COMPREHEND_CHUNK_BYTES ?? '5000', problem),
    language: language(env.EARSHOT_LANGUAGE ?? 'auto', problem),
    ...(env.EARSHOT_WEIGHTS && { weights: env.EARSHOT_WEIGHTS }),
    ...(cascade !== undefined && { cascade }),
    shadow: shadow(env.EARSHOT_SHADOW || 'off', problem),
    metrics: metrics(env.EARSHOT_METRICS ?? 'log', problem),
    corsOrigin: env.EARSHOT_CORS_ORIGIN ?? '*',
    logLevel: logLevel(env.EARSHOT_LOG_LEVEL ?? 'info', problem),
    pathStyle: Boolean(env.AWS_ENDPOINT_URL ?? env.AWS_ENDPOINT_URL_S3),
  };
  if (issues.length > 0) throw invalid(issues);
  return config;
}

type Problem = (field: keyof LambdaEnvironment, message: string) => void;

function required(env: Partial<Environment>, name: keyof LambdaEnvironment, problem: Problem): string {
  const value = env[name] ?? '';
  if (value === '') problem(name, 'must be set');
  return value;
}

function chunkBytes(value: string, problem: Problem): number {
  const bytes = Number(value);
  if (!(Number.isInteger(bytes) && bytes >= 300 && bytes <= 5_000))
    problem('COMPREHEND_CHUNK_BYTES', `must be a whole number from 300 to 5,000, not "${value}"`);
  return bytes;
}

function language(value: string, problem: Problem): string {
  try {
    return value === 'auto' ? value : (Intl.getCanonicalLocales(value)[0] ?? value);
  } catch {
    problem('EARSHOT_LANGUAGE', `must be "auto" or a BCP 47 language tag, not "${value}"`);
    return value;
  }
}

/** Nothing, and so no cascade, where the variable is not set or empty. */
function threshold(value: string | undefined, problem: Problem): number | undefined {
  const text = value?.trim() ?? '';
  if (text === '') return undefined;
  if (/^(?:0|0?\.\d+|1(?:\.0+)?)$/.test(text)) return Number(text);
  problem('EARSHOT_CASCADE', `must be a number from 0 to 1, not "${value}"`);
  return undefined;
}

function shadow(value: string, problem: Problem): boolean {
  if (value !== 'on' && value !== 'off') problem('EARSHOT_SHADOW', `must be "on" or "off", not "${value}"`);
  return value === 'on';
}

function metrics(value: string, problem: Problem): LambdaConfig['metrics'] {
  if (value === 'log' || value === 'cloudwatch') return value;
  problem('EARSHOT_METRICS', `must be "log" or "cloudwatch", not "${value}"`);
  return 'log';
}

function logLevel(value: string, problem: Problem): LogLevel {
  const known = LOG_LEVELS.find((level) => level === value);
  if (known === undefined) problem('EARSHOT_LOG_LEVEL', `must be one of ${LOG_LEVELS.join(', ')}, not "${value}"`);
  return known ?? 'info';
}
