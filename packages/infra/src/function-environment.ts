import type { LambdaEnvironment } from '@earshot/lambda/config';
import { OWN_WEIGHTS } from './function-code.ts';
import type { Settings } from './settings.ts';

/** Where the functions find table and lake. */
export interface Places {
  readonly table: string;
  readonly bucket: string;
}

/** The variables of the functions: what is no variable of theirs does not compile. */
export function functionEnvironment({ table, bucket }: Places, settings: Settings): Record<string, string> {
  const { comprehendRegion, comprehendEndpoint, language, metrics, corsOrigin, logLevel, cascade, shadow, weights } = settings;
  return {
    DYNAMODB_TABLE: table,
    S3_BUCKET: bucket,
    COMPREHEND_REGION: comprehendRegion,
    EARSHOT_LANGUAGE: language,
    EARSHOT_METRICS: metrics,
    EARSHOT_CORS_ORIGIN: corsOrigin,
    EARSHOT_LOG_LEVEL: logLevel,
    EARSHOT_SHADOW: shadow ? 'on' : 'off',
    ...(cascade !== undefined && { EARSHOT_CASCADE: String(cascade) }),
    ...(weights !== undefined && { EARSHOT_WEIGHTS: OWN_WEIGHTS }),
    ...(comprehendEndpoint !== undefined && { AWS_ENDPOINT_URL_COMPREHEND: comprehendEndpoint }),
  } satisfies LambdaEnvironment;
}
