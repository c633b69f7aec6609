import { describe, expect, it } from '@jest/globals';
import { readConfig } from '../src/config.ts';

const ELSEWHERE = { DYNAMODB_TABLE: 'table', S3_BUCKET: 'bucket', AWS_REGION: 'us-west-1' };

describe('the settings of the function', () => {
  it('are as without any where every one is empty', () => {
    const names = [
      'COMPREHEND_REGION',
      'COMPREHEND_CHUNK_BYTES',
      'EARSHOT_LANGUAGE',
      'EARSHOT_WEIGHTS',
      'EARSHOT_METRICS',
      'EARSHOT_CORS_ORIGIN',
      'EARSHOT_LOG_LEVEL',
      'AWS_ENDPOINT_URL',
    ];
    const empty = Object.fromEntries(names.flatMap((name, i) => [[name, i % 2 === 0 ? '' : ' ']]));
    expect(readConfig({ ...ELSEWHERE, ...empty })).toEqual(readConfig(ELSEWHERE));
  });

  it.each(['*', 'https://shop.example', 'http://localhost:5173'])('take %s as the origin that may submit', (corsOrigin) => {
    expect(readConfig({ ...ELSEWHERE, EARSHOT_CORS_ORIGIN: corsOrigin })).toMatchObject({ corsOrigin });
  });

  it.each([
    'example.com',
    'https://shop.example/',
    'https://shop.example/page',
    'https://a.example, https://b.example',
    'ftp://a.example',
  ])('refuse %s as an origin, which no page has', (origin) => {
    expect(() => readConfig({ ...ELSEWHERE, EARSHOT_CORS_ORIGIN: origin })).toThrow(
      expect.objectContaining({
        issues: [{ field: 'EARSHOT_CORS_ORIGIN', message: expect.stringMatching(/^must be "\*" or an origin/) }],
      }),
    );
  });

  it('refuse a region that Comprehend is not in', () => {
    expect(readConfig({ ...ELSEWHERE, COMPREHEND_REGION: 'eu-west-1' })).toMatchObject({ comprehendRegion: 'eu-west-1' });
    expect(() => readConfig({ ...ELSEWHERE, COMPREHEND_REGION: 'us-west-1' })).toThrow(
      expect.objectContaining({
        issues: [{ field: 'COMPREHEND_REGION', message: expect.stringContaining('not "us-west-1"') }],
      }),
    );
  });

  it.each([undefined, '', ' '])('leave cascade and shadow off without a word of them: %j', (nothing) => {
    const config = readConfig({ ...ELSEWHERE, EARSHOT_CASCADE: nothing, EARSHOT_SHADOW: nothing?.trim() });
    expect(config).not.toHaveProperty('cascade');
    expect(config).toMatchObject({ shadow: false });
  });

  it.each([
    ['0', 0],
    ['0.8', 0.8],
    ['.95', 0.95],
    ['1', 1],
  ])('take %s as how sure the embedded engine must be', (text, cascade) => {
    expect(readConfig({ ...ELSEWHERE, EARSHOT_CASCADE: text, EARSHOT_SHADOW: 'on' })).toMatchObject({ cascade, shadow: true });
  });

  it.each(['1.1', '-0.5', '80', '80 %', 'on', 'NaN', '1e-1'])(
    'refuse %s for that, and name every setting that is wrong',
    (text) => {
      const read = () => readConfig({ ...ELSEWHERE, EARSHOT_CASCADE: text, EARSHOT_SHADOW: 'yes' });
      expect(read).toThrow(
        expect.objectContaining({
          kind: 'invalid',
          issues: [
            { field: 'EARSHOT_CASCADE', message: `must be a number from 0 to 1, not "${text}"` },
            { field: 'EARSHOT_SHADOW', message: 'must be "on" or "off", not "yes"' },
          ],
        }),
      );
    },
  );
});
