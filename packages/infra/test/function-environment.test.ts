import { type LambdaEnvironment, readConfig } from '@earshot/lambda/config';
import { expect, test } from '@jest/globals';
import { functionEnvironment } from '../src/function-environment.ts';
import { readSettings } from '../src/settings.ts';

const PLACES = { table: 'customer-feedback-a', bucket: 'feedback-data-lake-a-1' };

test('the function understands what the stack tells it', () => {
  const settings = readSettings({
    EARSHOT_METRICS: 'cloudwatch',
    EARSHOT_LANGUAGE: 'en',
    EARSHOT_COMPREHEND_REGION: 'eu-west-1',
  });
  const environment = functionEnvironment(PLACES, settings);
  expect(readConfig({ ...environment, AWS_REGION: settings.region })).toMatchObject({
    ...PLACES,
    metrics: 'cloudwatch',
    language: 'en',
    comprehendRegion: 'eu-west-1',
  });
});

test('Comprehend is where an emulator has it, when it is said where', () => {
  const settings = readSettings({ EARSHOT_COMPREHEND_ENDPOINT: 'http://127.0.0.1:4567' });
  expect(functionEnvironment(PLACES, settings)).toMatchObject({ AWS_ENDPOINT_URL_COMPREHEND: 'http://127.0.0.1:4567' });
  expect(functionEnvironment(PLACES, readSettings({}))).not.toHaveProperty('AWS_ENDPOINT_URL_COMPREHEND');
});

test('a variable that the function does not know does not compile', () => {
  // @ts-expect-error: the name is misspelt
  const misspelt = { DYNAMODB_TABLE: 't', S3_BUCKET: 'b', EARSHOT_LANGAUGE: 'en' } satisfies LambdaEnvironment;
  expect(misspelt).toBeDefined();
});
