import { type Issue, invalid } from '@earshot/core';
import { COMPREHEND_REGIONS } from './comprehend-regions.ts';
import type { LambdaEnvironment } from './environment.ts';
import { given } from './given.ts';

export { COMPREHEND_REGIONS } from './comprehend-regions.ts';
export type { LambdaEnvironment } from './environment.ts';

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

type Environment = Partial<Readonly<Record<keyof LambdaEnvironment, string | undefined>>>;

/**
 * Reads the settings of the function, where an empty one counts as not given. Fails as `invalid` with every problem there is, each
 * named by its variable.
 */
export function readConfig(all: Environment = process.env): LambdaConfig {
  const env = given(all);
  const issues: Issue[] = [];
  const problem = (field: keyof LambdaEnvironment, message: string) => void issues.push({ field, message });
  const cascade = threshold(env.EARSHOT_CASCADE, problem);
  const config: LambdaConfig = {
    table: required(env, 'DYNAMODB_TABLE', problem),
    bucket: required(env, 'S3_BUCKET', problem),
    region: required(env, 'AWS_REGION', problem),
    comprehendRegion: comprehendRegion(env.COMPREHEND_REGION ?? 'us-west-2', problem),
    chunkBytes: chunkBytes(env.COMPREHEND_CHUNK_BYTES ?? '5000', problem),
    language: language(env.EARSHOT_LANGUAGE ?? 'auto', problem),
    ...(env.EARSHOT_WEIGHTS !== undefined && { weights: env.EARSHOT_WEIGHTS }),
    ...(cascade !== undefined && { cascade }),
    shadow: shadow(env.EARSHOT_SHADOW ?? 'off', problem),
    metrics: metrics(env.EARSHOT_METRICS ?? 'log', problem),
    corsOrigin: corsOrigin(env.EARSHOT_CORS_ORIGIN ?? '*', problem),
    logLevel: logLevel(env.EARSHOT_LOG_LEVEL ?? 'info', problem),
    pathStyle: (env.AWS_ENDPOINT_URL ?? env.AWS_ENDPOINT_URL_S3) !== undefined,
  };
  if (issues.length > 0) throw invalid(issues);
  return config;
}

type Problem = (field: keyof LambdaEnvironment, message: string) => void;

function required(env: Environment, name: keyof LambdaEnvironment, problem: Problem): string {
  const value = env[name];
  if (value === undefined) problem(name, 'must be set');
  return value ?? '';
}

function comprehendRegion(value: string, problem: Problem): string {
  if (!COMPREHEND_REGIONS.some((region) => region === value))
    problem('COMPREHEND_REGION', `must be one of ${COMPREHEND_REGIONS.join(', ')}, not "${value}"`);
  return value;
}

/** As browsers send one: neither a path nor a slash at the end, or no page would ever match it. */
function corsOrigin(value: string, problem: Problem): string {
  if (value !== '*' && !(/^https?:/.test(value) && URL.parse(value)?.origin === value))
    problem('EARSHOT_CORS_ORIGIN', `must be "*" or an origin such as https://shop.example, not "${value}"`);
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

/** Nothing, and so no cascade, where the variable is not set. */
function threshold(value: string | undefined, problem: Problem): number | undefined {
  if (value === undefined) return undefined;
  if (/^(?:0|0?\.\d+|1(?:\.0+)?)$/.test(value)) return Number(value);
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
