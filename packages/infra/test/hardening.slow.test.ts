import { beforeAll, describe, expect, test } from '@jest/globals';
import { propertiesOf, type Synthesis, synthesise, type Template } from './support/synthesis.ts';

let synthesis: Synthesis;
let template: Template;

beforeAll(() => {
  synthesis = synthesise();
  template = synthesis.template;
});

describe('every bucket', () => {
  test('is closed to the public, encrypted, and forgets unfinished uploads', () => {
    const buckets = propertiesOf(template, 'AWS::S3::Bucket');
    expect(buckets).toHaveLength(3);
    for (const bucket of buckets)
      expect(bucket).toMatchObject({
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
        LifecycleConfiguration: {
          Rules: expect.arrayContaining([
            expect.objectContaining({ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 }, Status: 'Enabled' }),
          ]),
        },
      });
  });

  test('refuses what does not come over TLS', () => {
    const policies = propertiesOf(template, 'AWS::S3::BucketPolicy');
    expect(policies).toHaveLength(3);
    for (const policy of policies)
      expect(policy).toMatchObject({
        PolicyDocument: {
          Statement: expect.arrayContaining([
            expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
          ]),
        },
      });
  });
});

test('old versions in the lake expire', () => {
  const lake = propertiesOf(template, 'AWS::S3::Bucket').find((bucket) => 'VersioningConfiguration' in bucket);
  expect(lake).toMatchObject({
    LifecycleConfiguration: {
      Rules: expect.arrayContaining([
        expect.objectContaining({ NoncurrentVersionExpiration: { NoncurrentDays: 30 }, ExpiredObjectDeleteMarker: true }),
      ]),
    },
  });
});

describe('the gateway', () => {
  const methods = () => propertiesOf(template, 'AWS::ApiGateway::Method');

  test('lets only those read who sign their requests', () => {
    const reading = methods().filter(({ HttpMethod, AuthorizationType }) => HttpMethod === 'GET' && AuthorizationType !== 'NONE');
    expect(reading).toMatchObject([{ AuthorizationType: 'AWS_IAM' }, { AuthorizationType: 'AWS_IAM' }]);
    const open = methods().filter(({ AuthorizationType }) => AuthorizationType === 'NONE');
    expect(open.map(({ HttpMethod }) => HttpMethod).sort()).toEqual(['GET', 'OPTIONS', 'POST']);
  });

  test('turns away what is no object or far too long, and leaves the rest to the function', () => {
    expect(propertiesOf(template, 'AWS::ApiGateway::RequestValidator')).toMatchObject([{ ValidateRequestBody: true }]);
    const [model] = propertiesOf(template, 'AWS::ApiGateway::Model');
    expect(model?.['Schema']).toMatchObject({ type: 'object', properties: { feedback: { maxLength: expect.any(Number) } } });
    const schema = JSON.stringify(model?.['Schema']);
    expect(schema).not.toContain('required');
    expect(Number(/"maxLength":(\d+)/.exec(schema)?.[1])).toBeGreaterThan(1_048_576);
  });

  test('throttles, traces, measures, and logs in JSON', () => {
    expect(propertiesOf(template, 'AWS::ApiGateway::Stage')).toMatchObject([
      {
        TracingEnabled: true,
        MethodSettings: expect.arrayContaining([
          expect.objectContaining({
            ResourcePath: '/*',
            HttpMethod: '*',
            ThrottlingRateLimit: 100,
            ThrottlingBurstLimit: 200,
            MetricsEnabled: true,
            DataTraceEnabled: false,
          }),
        ]),
      },
    ]);
  });

  test('logs nothing of who asked and what was said', () => {
    const [stage] = propertiesOf(template, 'AWS::ApiGateway::Stage');
    const format = JSON.stringify(stage?.['AccessLogSetting']);
    expect(format).not.toMatch(/identity|querystring|\$context\.path\b|validationErrorString|input/i);
    const post = expect.objectContaining({ ResourcePath: '/~1feedback', HttpMethod: 'POST', LoggingLevel: 'OFF' });
    expect(stage).toMatchObject({ MethodSettings: expect.arrayContaining([post]) });
  });

  test('refuses with the body and the CORS headers of the function', () => {
    const refusals = propertiesOf(template, 'AWS::ApiGateway::GatewayResponse');
    const types = refusals.map(({ ResponseType }) => ResponseType);
    expect(types).toEqual(expect.arrayContaining(['DEFAULT_4XX', 'DEFAULT_5XX', 'BAD_REQUEST_BODY', 'THROTTLED']));
    for (const { ResponseParameters, ResponseTemplates } of refusals) {
      expect(ResponseParameters).toMatchObject({ 'gatewayresponse.header.Access-Control-Allow-Origin': "'*'" });
      const { 'application/json': body } = Object(ResponseTemplates);
      const filled = body.replace('$context.error.messageString', '"Forbidden"').replace('$context.requestId', 'r1');
      expect(JSON.parse(filled)).toEqual({ error: expect.any(String), code: expect.any(String), requestId: 'r1' });
    }
  });
});

describe('alarms', () => {
  const alarms = () => propertiesOf(template, 'AWS::CloudWatch::Alarm');

  test('watch the API, the processing, the latency and the reconciling, too', () => {
    const watched = alarms().map(({ Namespace, MetricName }) => `${Namespace} ${MetricName}`);
    expect(watched).toEqual(
      expect.arrayContaining(['AWS/ApiGateway 5XXError', 'FeedbackProcessing ProcessingErrors', 'AWS/ApiGateway Latency']),
    );
    expect(alarms()).toContainEqual(expect.objectContaining({ MetricName: 'Latency', ExtendedStatistic: 'p99' }));
  });

  test('all tell a topic, which lets them in, over TLS alone', () => {
    for (const { AlarmActions } of alarms()) expect(AlarmActions).toHaveLength(1);
    const [policy] = propertiesOf(template, 'AWS::SNS::TopicPolicy');
    expect(policy).toMatchObject({
      PolicyDocument: {
        Statement: expect.arrayContaining([
          expect.objectContaining({ Effect: 'Allow', Principal: { Service: 'cloudwatch.amazonaws.com' }, Action: 'sns:Publish' }),
          expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        ]),
      },
    });
  });
});

test('the table that SQL asks reads the lake without a crawler', () => {
  expect(propertiesOf(template, 'AWS::Glue::Table')).toContainEqual(
    expect.objectContaining({
      TableInput: expect.objectContaining({
        Name: 'feedback',
        TableType: 'EXTERNAL_TABLE',
        Parameters: expect.objectContaining({ 'projection.enabled': 'true', classification: 'json' }),
        PartitionKeys: ['year', 'month', 'day'].map((Name) => ({ Name, Type: 'string' })),
        StorageDescriptor: expect.objectContaining({
          SerdeInfo: expect.objectContaining({ SerializationLibrary: 'org.openx.data.jsonserde.JsonSerDe' }),
        }),
      }),
    }),
  );
});

test('store and lake are made equal every night', () => {
  expect(propertiesOf(template, 'AWS::Scheduler::Schedule')).toContainEqual(
    expect.objectContaining({ ScheduleExpression: 'cron(30 0 * * ? *)', ScheduleExpressionTimezone: 'UTC' }),
  );
  expect(propertiesOf(template, 'AWS::Lambda::Function')).toContainEqual(
    expect.objectContaining({ Handler: 'reconcile.handler', Timeout: 900 }),
  );
});

test('every log goes, after 14 days or with the stack', () => {
  const groups = Object.values(template.Resources).filter(({ Type }) => Type === 'AWS::Logs::LogGroup');
  expect(groups.length).toBeGreaterThan(4);
  for (const group of groups) expect(group).toMatchObject({ DeletionPolicy: 'Delete', Properties: { RetentionInDays: 14 } });
});

test('what can have tags says whose it is', () => {
  const tagged = Object.values(template.Resources).filter(({ Properties }) => 'Tags' in Properties);
  expect(new Set(tagged.map(({ Type }) => Type)).size).toBeGreaterThanOrEqual(13);
  for (const { Properties } of tagged) expect(JSON.stringify(Properties['Tags'])).toContain('production');
});

test('with the stack goes all that it made, and nothing stands in the way', () => {
  for (const { DeletionPolicy } of Object.values(template.Resources)) expect(DeletionPolicy ?? 'Delete').toBe('Delete');
  expect(propertiesOf(template, 'Custom::S3AutoDeleteObjects')).toHaveLength(3);
  expect(propertiesOf(template, 'AWS::DynamoDB::Table')).toMatchObject([{ DeletionProtectionEnabled: false }]);
  expect(propertiesOf(template, 'AWS::Athena::WorkGroup')).toMatchObject([{ RecursiveDeleteOption: true }]);
});

test('what is by setting is not there by default', () => {
  expect(propertiesOf(template, 'AWS::WAFv2::WebACL')).toEqual([]);
  expect(propertiesOf(template, 'AWS::ApiGateway::UsagePlan')).toEqual([]);
  expect(propertiesOf(template, 'AWS::DynamoDB::Table')).not.toContainEqual(
    expect.objectContaining({ SSESpecification: expect.anything() }),
  );
  expect(JSON.stringify(propertiesOf(template, 'AWS::IAM::Role'))).not.toContain('cloudwatch:PutMetricData');
});

describe('cdk-nag', () => {
  test('finds no error that is not acknowledged', () => {
    expect(synthesis.findings.filter(({ severity }) => severity !== 'warning')).toEqual([]);
  });

  test('has at most three rules acknowledged, each finding with its reason', () => {
    const rules = new Set([...synthesis.acknowledged.keys()].map((id) => id.replace(/\[.*/, '')));
    expect([...rules].sort()).toEqual(['AwsSolutions-APIG4', 'AwsSolutions-COG4', 'AwsSolutions-IAM5']);
    for (const reason of synthesis.acknowledged.values()) expect(reason.length).toBeGreaterThan(20);
  });
});
