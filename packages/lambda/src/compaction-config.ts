import { type Issue, invalid } from '@earshot/core';
import { given } from './given.ts';

/** The variables that the function that compacts reads, as the stack sets them. */
export interface CompactionEnvironment {
  readonly S3_BUCKET: string;
  readonly ATHENA_DATABASE: string;
  readonly ATHENA_WORKGROUP: string;
  /** Set by Lambda itself. */
  readonly AWS_REGION?: string;
  /** Set for emulators: buckets are then addressed in the path. */
  readonly AWS_ENDPOINT_URL?: string;
}

/** What the function that compacts runs with, checked. */
export interface CompactionConfig {
  readonly bucket: string;
  readonly database: string;
  readonly workgroup: string;
  readonly region: string;
  readonly pathStyle: boolean;
}

type Environment = { readonly [Name in keyof CompactionEnvironment]?: string | undefined };

/** Reads the settings of the function, where an empty one counts as not given. Fails as `invalid` with every variable that is missing. */
export function readCompactionConfig(all: Environment = process.env): CompactionConfig {
  const env: Environment = given(all);
  const issues: Issue[] = [];
  const required = (field: keyof CompactionEnvironment): string => {
    const value = env[field];
    if (value === undefined) issues.push({ field, message: 'must be set' });
    return value ?? '';
  };
  const config = {
    bucket: required('S3_BUCKET'),
    database: required('ATHENA_DATABASE'),
    workgroup: required('ATHENA_WORKGROUP'),
    region: required('AWS_REGION'),
    pathStyle: env.AWS_ENDPOINT_URL !== undefined,
  };
  if (issues.length > 0) throw invalid(issues);
  return config;
}
