import { describe, expect, it } from '@jest/globals';
import { readConfig } from '../src/config.ts';

const ELSEWHERE = { DYNAMODB_TABLE: 'table', S3_BUCKET: 'bucket', AWS_REGION: 'us-west-1' };

describe('the settings of the function', () => {
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
