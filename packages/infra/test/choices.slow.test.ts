import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { propertiesOf, type Resource, run, synthesise, type Template } from './support/synthesis.ts';

const WEIGHTS = fileURLToPath(new URL('../../adapters-local/weights/de.bin', import.meta.url));

const typed = ({ Resources }: Template, type: string): Resource[] => Object.values(Resources).filter(({ Type }) => Type === type);

describe('every setting reaches what it is about', () => {
  let template: Template;
  beforeAll(() => {
    template = synthesise({
      EARSHOT_SUFFIX: 'pr-123',
      EARSHOT_REGION: 'eu-west-1',
      EARSHOT_PROJECT_NAME: 'shop',
      EARSHOT_ENVIRONMENT: 'staging',
      EARSHOT_LAMBDA_TIMEOUT: '20',
      EARSHOT_LAMBDA_MEMORY: '1024',
      EARSHOT_LOG_RETENTION_DAYS: '30',
      EARSHOT_ATHENA_RESULT_RETENTION_DAYS: '7',
      EARSHOT_COMPREHEND_REGION: 'eu-central-1',
      EARSHOT_COMPREHEND_ENDPOINT: 'http://127.0.0.1:4567',
      EARSHOT_CORS_ORIGIN: 'https://shop.example',
      EARSHOT_REQUESTS_PER_SECOND: '7',
    }).template;
  });

  test('the function', () => {
    expect(propertiesOf(template, 'AWS::Lambda::Function')).toContainEqual(
      expect.objectContaining({
        FunctionName: 'feedback-processor-pr-123',
        Timeout: 20,
        MemorySize: 1024,
        Environment: {
          Variables: expect.objectContaining({
            COMPREHEND_REGION: 'eu-central-1',
            AWS_ENDPOINT_URL_COMPREHEND: 'http://127.0.0.1:4567',
            EARSHOT_CORS_ORIGIN: 'https://shop.example',
          }),
        },
      }),
    );
  });

  test('how long things are kept', () => {
    for (const { RetentionInDays } of propertiesOf(template, 'AWS::Logs::LogGroup')) expect(RetentionInDays).toBe(30);
    expect(JSON.stringify(propertiesOf(template, 'AWS::S3::Bucket'))).toContain('"ExpirationInDays":7');
  });

  test('names, tags and places', () => {
    const all = JSON.stringify(template);
    expect(all).not.toContain('synth51682039');
    expect(all).not.toContain('us-west-1');
    for (const { Properties } of typed(template, 'AWS::DynamoDB::Table'))
      expect(Properties['Tags']).toEqual(
        expect.arrayContaining([
          { Key: 'Project', Value: 'shop' },
          { Key: 'Environment', Value: 'staging' },
        ]),
      );
    expect(propertiesOf(template, 'AWS::Glue::Database')).toMatchObject([{ DatabaseName: 'feedback_database_pr_123' }]);
  });

  test('the gateway', () => {
    const [refusal] = propertiesOf(template, 'AWS::ApiGateway::GatewayResponse');
    expect(JSON.stringify(refusal?.['ResponseParameters'])).toContain("'https://shop.example'");
    expect(JSON.stringify(propertiesOf(template, 'AWS::ApiGateway::Stage'))).toContain('"ThrottlingRateLimit":7');
  });

  test('an emulator gets what it knows', () => {
    expect(typed(template, 'AWS::Glue::SecurityConfiguration')).toEqual([]);
    expect(typed(template, 'Custom::S3AutoDeleteObjects')).toEqual([]);
  });
});

describe('with every choice made', () => {
  let template: Template;
  beforeAll(() => {
    template = synthesise({
      EARSHOT_RETAIN: 'true',
      EARSHOT_WAF: 'true',
      EARSHOT_API_KEY: 'true',
      EARSHOT_KMS: 'true',
      EARSHOT_ACCOUNT_LOG_ROLE: 'false',
    }).template;
  });

  test('what holds data stays when the stack goes, with its key, and the table cannot be deleted', () => {
    for (const type of ['AWS::S3::Bucket', 'AWS::DynamoDB::Table', 'AWS::KMS::Key'])
      for (const resource of typed(template, type)) expect(resource.DeletionPolicy).toBe('Retain');
    expect(typed(template, 'Custom::S3AutoDeleteObjects')).toEqual([]);
    expect(propertiesOf(template, 'AWS::DynamoDB::Table')).toMatchObject([{ DeletionProtectionEnabled: true }]);
  });

  test('there is a web ACL, which looks into no body', () => {
    expect(typed(template, 'AWS::WAFv2::WebACLAssociation')).toHaveLength(1);
    expect(JSON.stringify(typed(template, 'AWS::WAFv2::WebACL'))).not.toMatch(/CommonRuleSet|KnownBadInputs/);
  });

  test('submitting needs an API key, which has a usage plan', () => {
    const methods = propertiesOf(template, 'AWS::ApiGateway::Method');
    expect(methods.filter(({ ApiKeyRequired }) => ApiKeyRequired === true)).toMatchObject([{ HttpMethod: 'POST' }]);
    expect(typed(template, 'AWS::ApiGateway::UsagePlanKey')).toHaveLength(1);
  });

  test('a key of the account’s own encrypts table, lake, results, logs and alarms', () => {
    expect(propertiesOf(template, 'AWS::DynamoDB::Table')).toMatchObject([{ SSESpecification: { SSEType: 'KMS' } }]);
    expect(JSON.stringify(propertiesOf(template, 'AWS::S3::Bucket')).match(/"aws:kms"/g)).toHaveLength(2);
    for (const { KmsKeyId } of propertiesOf(template, 'AWS::Logs::LogGroup')) expect(KmsKeyId).toBeDefined();
    expect(propertiesOf(template, 'AWS::SNS::Topic')).toMatchObject([{ KmsMasterKeyId: expect.anything() }]);
    expect(propertiesOf(template, 'AWS::KMS::Key')).toMatchObject([{ EnableKeyRotation: true }]);
  });

  test('the account keeps the role for logs that it has', () => {
    expect(typed(template, 'AWS::ApiGateway::Account')).toEqual([]);
  });
});

test('weights of one’s own lie beside the bundle, and its functions are told', () => {
  const { folder, template } = synthesise({ EARSHOT_WEIGHTS: WEIGHTS });
  expect(propertiesOf(template, 'AWS::Lambda::Function')).toContainEqual(
    expect.objectContaining({
      FunctionName: expect.stringContaining('feedback-processor'),
      Environment: { Variables: expect.objectContaining({ EARSHOT_WEIGHTS: 'own-weights.bin' }) },
    }),
  );
  const assets = readdirSync(folder).filter((name) => name.startsWith('asset.'));
  const own = assets.map((name) => join(folder, name, 'own-weights.bin')).filter((path) => existsSync(path));
  expect(own.map((path) => readFileSync(path).equals(readFileSync(WEIGHTS)))).toEqual([true]);
  expect(existsSync(join(own.join(), '../handler.js'))).toBe(true);
}, 60_000);

test('settings that cannot be stop the synthesis, and are all that is said', () => {
  const { status, stderr } = run(
    { EARSHOT_SUFFIX: 'A_b', EARSHOT_LAMBDA_MEMORY: '1' },
    mkdtempSync(join(tmpdir(), 'earshot-synth-')),
  );
  expect(status).toBe(1);
  expect(stderr.trim().split('\n')).toEqual([
    expect.stringContaining('EARSHOT_SUFFIX must be'),
    expect.stringContaining('EARSHOT_LAMBDA_MEMORY must be'),
  ]);
});
