import { fileURLToPath } from 'node:url';
import { type LambdaEnvironment, readConfig } from '@earshot/lambda/config';
import { expect, test } from '@jest/globals';
import { OWN_WEIGHTS } from '../src/function-code.ts';
import { functionEnvironment } from '../src/function-environment.ts';
import { readSettings } from '../src/settings.ts';

const WEIGHTS = fileURLToPath(new URL('../../adapters-local/weights/en.bin', import.meta.url));
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

test('cascade, shadow and weights of one’s own are off until they are set, and reach the function then', () => {
  expect(readConfig({ ...functionEnvironment(PLACES, readSettings({})), AWS_REGION: 'us-west-1' })).toEqual(
    expect.not.objectContaining({ cascade: expect.anything(), weights: expect.anything() }),
  );
  const settings = readSettings({ EARSHOT_CASCADE: '0.8', EARSHOT_SHADOW: 'on', EARSHOT_WEIGHTS: WEIGHTS });
  expect(readConfig({ ...functionEnvironment(PLACES, settings), AWS_REGION: settings.region })).toMatchObject({
    cascade: 0.8,
    shadow: true,
    weights: OWN_WEIGHTS,
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
