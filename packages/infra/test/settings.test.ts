import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from '@jest/globals';
import { readSettings } from '../src/settings.ts';

/** What is said about settings that cannot be. */
function problems(variables: Readonly<Record<string, string>>): string {
  try {
    readSettings(variables);
  } catch (error) {
    return String(error);
  }
  return '';
}

test('without any setting, everything is as it always was', () => {
  expect(readSettings({})).toMatchObject({
    suffix: 'synth51682039',
    region: 'us-west-1',
    projectName: 'feedback-system',
    environment: 'production',
    lambdaTimeoutSeconds: 30,
    lambdaMemoryMb: 512,
    logRetentionDays: 14,
    athenaResultRetentionDays: 30,
    comprehendRegion: 'us-west-2',
    retain: false,
    waf: false,
    apiKey: false,
    kms: false,
    metrics: 'log',
    language: 'auto',
    corsOrigin: '*',
    emulated: false,
    alerts: [{ text: 'negative share > 40 % in 1 h, at least 20', percent: 40, seconds: 3600, minimum: 20 }],
  });
});

test('a setting that is empty counts as not given', () => {
  expect(readSettings({ EARSHOT_SUFFIX: '', EARSHOT_RETAIN: ' ' })).toEqual(readSettings({}));
});

test.each([
  ['EARSHOT_RETAIN', 'true', { retain: true }],
  ['EARSHOT_RETAIN', '0', { retain: false }],
  ['EARSHOT_KMS', '1', { kms: true }],
  ['EARSHOT_ALERTS', 'none', { alerts: [] }],
  ['EARSHOT_SUFFIX', 'pr-123', { suffix: 'pr-123' }],
  ['EARSHOT_LOG_RETENTION_DAYS', '365', { logRetentionDays: 365 }],
  ['EARSHOT_LANGUAGE', 'PT-br', { language: 'pt-BR' }],
  ['EARSHOT_COMPREHEND_ENDPOINT', 'http://127.0.0.1:4567', { comprehendEndpoint: 'http://127.0.0.1:4567', emulated: true }],
  ['AWS_ENDPOINT_URL', 'http://127.0.0.1:4566', { emulated: true }],
])('%s takes %s', (name, value, settings) => {
  expect(readSettings({ [name]: value })).toMatchObject(settings);
});

describe('a setting that cannot be is refused by its name', () => {
  test.each([
    ['EARSHOT_SUFFIX', 'pr_123'],
    ['EARSHOT_SUFFIX', 'Production'],
    ['EARSHOT_SUFFIX', 'pr.123'],
    ['EARSHOT_SUFFIX', '-pr'],
    ['EARSHOT_SUFFIX', 'ü'],
    ['EARSHOT_REGION', 'us-wset-1'],
    ['EARSHOT_PROJECT_NAME', '1st'],
    ['EARSHOT_ENVIRONMENT', 'a;b'],
    ['EARSHOT_LAMBDA_MEMORY', '64'],
    ['EARSHOT_LAMBDA_MEMORY', '10241'],
    ['EARSHOT_LAMBDA_MEMORY', '512 MB'],
    ['EARSHOT_LAMBDA_TIMEOUT', '901'],
    ['EARSHOT_LAMBDA_TIMEOUT', '1.5'],
    ['EARSHOT_LOG_RETENTION_DAYS', '15'],
    ['EARSHOT_ATHENA_RESULT_RETENTION_DAYS', '0'],
    ['EARSHOT_COMPREHEND_REGION', 'us-west-1'],
    ['EARSHOT_COMPREHEND_ENDPOINT', '127.0.0.1:4567'],
    ['EARSHOT_REQUESTS_PER_SECOND', 'many'],
    ['EARSHOT_RETAIN', 'maybe'],
    ['EARSHOT_METRICS', 'statsd'],
    ['EARSHOT_CORS_ORIGIN', 'example.com'],
    ['EARSHOT_CASCADE', '80 %'],
    ['EARSHOT_SHADOW', 'yes'],
    ['EARSHOT_WEIGHTS', 'no/such/weights.bin'],
    ['EARSHOT_WEIGHTS', 'package.json'],
    ['EARSHOT_LANGUAGE', 'not a language'],
    ['EARSHOT_ALERTS', 'anger > 9000'],
    ['EARSHOT_ALERTS', 'negative share > 40 % in 1 h, at least 20, from web'],
  ])('%s=%s', (name, value) => {
    const said = problems({ [name]: value });
    expect(said).toMatch(new RegExp(`${name}( must be|: alert .+ must )`));
    expect(said).toContain(value);
  });
});

describe('a file of weights', () => {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-weights-'));
  const weights = readFileSync(fileURLToPath(new URL('../../adapters-local/weights/en.bin', import.meta.url)));
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each([
    ['cut off', weights.subarray(0, weights.length / 2)],
    ['changed in one byte', Buffer.concat([weights.subarray(0, -1), Buffer.from([(weights.at(-1) ?? 0) ^ 1])])],
  ])('that is %s is refused before anything is deployed', (_, bytes) => {
    const path = join(folder, 'own.bin');
    writeFileSync(path, bytes);
    expect(problems({ EARSHOT_WEIGHTS: path })).toMatch(/EARSHOT_WEIGHTS must be a file of weights.*own\.bin are damaged/);
  });
});

test('a suffix that makes the name of a bucket too long for S3 is refused, and the longest that does not is taken', () => {
  expect(problems({ EARSHOT_SUFFIX: 'a'.repeat(27) })).toMatch(/EARSHOT_SUFFIX must be at most 26 characters.*27/);
  expect(problems({ EARSHOT_SUFFIX: 'a'.repeat(26) })).toBe('');
});

test('all problems are told at once, one a line', () => {
  const said = problems({ EARSHOT_SUFFIX: 'A', EARSHOT_LAMBDA_MEMORY: '1', EARSHOT_METRICS: 'x', EARSHOT_RETAIN: 'x' });
  expect(said.split('\n')).toHaveLength(4);
});
