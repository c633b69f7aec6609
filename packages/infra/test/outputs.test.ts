import { describe, expect, test } from '@jest/globals';
import { renamed, report } from '../src/command/deployed-outputs.ts';
import { knownFailure } from '../src/command/known-failures.ts';
import { OUTPUTS, outputName, templateName } from '../src/outputs.ts';

const FILE = JSON.stringify({ 'feedback-system-a': { ApiEndpoint: 'https://x/prod/feedback', ApiGatewayId: 'x' } });

test.each(Object.keys(OUTPUTS))('%s has a name that CloudFormation takes, and gets its own back', (name) => {
  expect(templateName(name)).toMatch(/^[A-Za-z0-9]+$/);
  expect(outputName(templateName(name))).toBe(name);
});

test('the outputs file has the promised names', () => {
  const outputs = { api_endpoint: 'https://x/prod/feedback', api_gateway_id: 'x' };
  expect(JSON.parse(renamed(FILE))).toEqual({ 'feedback-system-a': outputs });
});

test('the outputs are printed one a line, and where to reach the API on an emulator', () => {
  expect(report(FILE)).toBe('\napi_endpoint = "https://x/prod/feedback"\napi_gateway_id = "x"\n');
  expect(report(FILE, 'http://127.0.0.1:4566')).toContain('http://127.0.0.1:4566/restapis/x/prod/_user_request_/feedback');
});

describe("what goes wrong with the CDK's command is said in one sentence", () => {
  test.each([
    ['Unable to resolve AWS account to use. It must be either configured when you define your CDK Stack', 'credentials'],
    ['Need to perform AWS calls for account 1, but no credentials have been configured', 'credentials'],
    ['The security token included in the request is expired', 'credentials'],
    ['SSM parameter /cdk-bootstrap/hnb659fds/version not found in aws://1/eu-west-1.', 'bootstrap'],
    ['Has the environment been bootstrapped? Please run cdk bootstrap', 'bootstrap'],
    ['connect ECONNREFUSED 127.0.0.1:1', 'AWS_ENDPOINT_URL'],
  ])('%s', (line, word) => {
    expect(knownFailure(line)).toContain(word);
  });

  test('other lines are passed on', () => {
    expect(knownFailure('✅  Environment aws://1/us-west-1 bootstrapped.')).toBeUndefined();
    expect(knownFailure('current credentials could not be used to assume a role')).toBeUndefined();
  });
});
