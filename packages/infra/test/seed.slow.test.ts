import { beforeAll, describe, expect, test } from '@jest/globals';
import { propertiesOf, synthesise, type Template } from './support/synthesis.ts';

const SUFFIX = 'synth51682039';
let template: Template;

/** The properties of the one resource of a type whose given property is as said. */
function one(type: string, property: string, value: unknown) {
  const found = propertiesOf(template, type).filter(
    (properties) => JSON.stringify(properties[property]) === JSON.stringify(value),
  );
  expect(found).toHaveLength(1);
  return found[0] ?? {};
}

/** A bucket's name as CloudFormation puts it together. */
const bucketName = (start: string) => ({ 'Fn::Join': ['', [`${start}-${SUFFIX}-`, { Ref: 'AWS::AccountId' }]] });
const tags = (...pairs: readonly (readonly [string, string])[]) =>
  expect.arrayContaining(pairs.map(([Key, Value]) => ({ Key, Value })));
const named = (name: string, ...more: readonly (readonly [string, string])[]) =>
  tags(['Name', name], ['Environment', 'production'], ['Project', 'feedback-system'], ...more);

beforeAll(() => {
  template = synthesise().template;
});

describe('everything that there was is there, under its name', () => {
  test('the data lake keeps versions', () => {
    expect(one('AWS::S3::Bucket', 'BucketName', bucketName('feedback-data-lake'))).toMatchObject({
      VersioningConfiguration: { Status: 'Enabled' },
      Tags: named('Feedback Data Lake', ['Purpose', 'Customer feedback storage']),
    });
  });

  test('the results of queries go after 30 days', () => {
    expect(one('AWS::S3::Bucket', 'BucketName', bucketName('feedback-athena-results'))).toMatchObject({
      LifecycleConfiguration: {
        Rules: expect.arrayContaining([{ Id: 'delete-old-results', Status: 'Enabled', ExpirationInDays: 30 }]),
      },
      Tags: named('Athena Query Results'),
    });
  });

  test('the table has its keys, is paid by request and can be restored', () => {
    expect(one('AWS::DynamoDB::Table', 'TableName', `customer-feedback-${SUFFIX}`)).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: 'feedbackId', KeyType: 'HASH' },
        { AttributeName: 'timestamp', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: expect.arrayContaining([
        { AttributeName: 'feedbackId', AttributeType: 'S' },
        { AttributeName: 'timestamp', AttributeType: 'N' },
      ]),
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      Tags: named('Customer Feedback Table'),
    });
  });

  test('the function has 30 seconds and 512 MB, and knows table and bucket', () => {
    expect(one('AWS::Lambda::Function', 'FunctionName', `feedback-processor-${SUFFIX}`)).toMatchObject({
      Handler: 'handler.handler',
      Runtime: 'nodejs24.x',
      Timeout: 30,
      MemorySize: 512,
      TracingConfig: { Mode: 'Active' },
      Environment: {
        Variables: { DYNAMODB_TABLE: expect.anything(), S3_BUCKET: expect.anything(), COMPREHEND_REGION: 'us-west-2' },
      },
      Tags: named('Feedback Processor'),
    });
    expect(one('AWS::IAM::Role', 'RoleName', `lambda-feedback-processor-role-${SUFFIX}`)).toMatchObject({
      Policies: [{ PolicyName: `lambda-feedback-processor-policy-${SUFFIX}` }],
      Tags: named('Lambda Feedback Processor Role'),
    });
  });

  test('its log is kept for 14 days', () => {
    expect(one('AWS::Logs::LogGroup', 'LogGroupName', `/aws/lambda/feedback-processor-${SUFFIX}`)).toMatchObject({
      RetentionInDays: 14,
      Tags: named('Feedback Processor Logs'),
    });
  });

  test('the API is regional, and its stage is prod', () => {
    expect(one('AWS::ApiGateway::RestApi', 'Name', `feedback-submission-api-${SUFFIX}`)).toMatchObject({
      Description: 'API for customer feedback submission',
      EndpointConfiguration: { Types: ['REGIONAL'] },
      Tags: named('Feedback API'),
    });
    expect(one('AWS::ApiGateway::Stage', 'StageName', 'prod')).toMatchObject({ Tags: named('Production Stage') });
    expect(propertiesOf(template, 'AWS::Lambda::Permission')).toMatchObject([
      { Action: 'lambda:InvokeFunction', Principal: 'apigateway.amazonaws.com' },
    ]);
  });

  test('submitting needs no account and goes to the function as it came', () => {
    expect(one('AWS::ApiGateway::Method', 'HttpMethod', 'POST')).toMatchObject({
      AuthorizationType: 'NONE',
      Integration: { Type: 'AWS_PROXY', IntegrationHttpMethod: 'POST' },
    });
  });

  test('the database, and a crawler every midnight that notes what it finds and deletes nothing', () => {
    one('AWS::Glue::Database', 'DatabaseName', `feedback_database_${SUFFIX}`);
    expect(one('AWS::Glue::Crawler', 'Name', `feedback-crawler-${SUFFIX}`)).toMatchObject({
      DatabaseName: `feedback_database_${SUFFIX}`,
      Schedule: { ScheduleExpression: 'cron(0 0 * * ? *)' },
      SchemaChangePolicy: { UpdateBehavior: 'UPDATE_IN_DATABASE', DeleteBehavior: 'LOG' },
      TablePrefix: 'crawled_',
      Tags: { Name: 'Feedback Crawler', Environment: 'production' },
    });
    expect(one('AWS::IAM::Role', 'RoleName', `glue-crawler-feedback-role-${SUFFIX}`)).toMatchObject({
      Policies: [{ PolicyName: `glue-crawler-policy-${SUFFIX}` }],
      Tags: named('Glue Crawler Role'),
    });
  });

  test('the workgroup says where results go, encrypted, and is obeyed', () => {
    expect(one('AWS::Athena::WorkGroup', 'Name', `feedback-analytics-${SUFFIX}`)).toMatchObject({
      WorkGroupConfiguration: {
        EnforceWorkGroupConfiguration: true,
        PublishCloudWatchMetricsEnabled: true,
        ResultConfiguration: { EncryptionConfiguration: { EncryptionOption: 'SSE_S3' } },
      },
      Tags: named('Feedback Analytics Workgroup'),
    });
  });

  test('the alarm on errors of the function', () => {
    expect(one('AWS::CloudWatch::Alarm', 'AlarmName', `feedback-processor-errors-${SUFFIX}`)).toMatchObject({
      AlarmDescription: 'This metric monitors Lambda function errors',
      ComparisonOperator: 'GreaterThanThreshold',
      EvaluationPeriods: 1,
      MetricName: 'Errors',
      Namespace: 'AWS/Lambda',
      Period: 300,
      Statistic: 'Sum',
      Threshold: 5,
      TreatMissingData: 'notBreaching',
      Tags: named('Lambda Error Alarm'),
    });
  });

  test('the alarm on throttling, on a metric that counts it', () => {
    expect(one('AWS::CloudWatch::Alarm', 'AlarmName', `feedback-table-throttles-${SUFFIX}`)).toMatchObject({
      AlarmDescription: 'This metric monitors DynamoDB throttling',
      ComparisonOperator: 'GreaterThanThreshold',
      EvaluationPeriods: 1,
      MetricName: 'ThrottledRequests',
      Namespace: 'AWS/DynamoDB',
      Period: 300,
      Statistic: 'Sum',
      Threshold: 10,
      TreatMissingData: 'notBreaching',
      Dimensions: expect.arrayContaining([{ Name: 'TableName', Value: expect.anything() }]),
      Tags: named('DynamoDB Throttle Alarm'),
    });
  });
});

test('there are 13 outputs, and each says what it is', () => {
  expect(Object.entries(template.Outputs).map(([name, { Description }]) => [name, Description])).toEqual([
    ['ApiEndpoint', 'API Gateway endpoint URL for feedback submission'],
    ['ApiGatewayId', 'API Gateway REST API ID'],
    ['LambdaFunctionName', 'Lambda function name'],
    ['LambdaFunctionArn', 'Lambda function ARN'],
    ['DynamodbTableName', 'DynamoDB table name'],
    ['DynamodbTableArn', 'DynamoDB table ARN'],
    ['S3DataLakeBucket', 'S3 bucket for data lake'],
    ['S3DataLakeArn', 'S3 data lake bucket ARN'],
    ['S3AthenaResultsBucket', 'S3 bucket for Athena query results'],
    ['GlueDatabaseName', 'Glue catalog database name'],
    ['GlueCrawlerName', 'Glue crawler name'],
    ['AthenaWorkgroupName', 'Athena workgroup name'],
    ['CloudwatchLogGroup', 'CloudWatch log group for Lambda'],
  ]);
});
