import { type LambdaConfig, readConfig } from '@earshot/lambda/config';
import type { Reader } from './reader.ts';

const RUNTIME = [
  'EARSHOT_LANGUAGE',
  'EARSHOT_METRICS',
  'EARSHOT_CORS_ORIGIN',
  'EARSHOT_LOG_LEVEL',
  'EARSHOT_CASCADE',
  'EARSHOT_SHADOW',
] as const;

/** The settings that are handed to the functions as they are, checked by the rules of the functions themselves. */
export function runtimeSettings(
  read: Reader,
): Pick<LambdaConfig, 'metrics' | 'language' | 'corsOrigin' | 'logLevel' | 'cascade' | 'shadow'> {
  const given = RUNTIME.flatMap((name) => {
    const value = read.given(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  const elsewhere = { DYNAMODB_TABLE: 'table', S3_BUCKET: 'bucket', AWS_REGION: 'region' };
  const check = () => readConfig({ ...elsewhere, ...Object.fromEntries(given) });
  const { metrics, language, corsOrigin, logLevel, cascade, shadow } = read.checked(check, readConfig(elsewhere));
  return { metrics, language, corsOrigin, logLevel, shadow, ...(cascade !== undefined && { cascade }) };
}
