import { describe, expect, it } from '@jest/globals';
import { readCompactionConfig } from '../src/compaction-config.ts';
import { beginningOf } from '../src/compose-compaction.ts';

describe('the settings of the function that compacts', () => {
  it('are read from its variables', () => {
    const variables = { S3_BUCKET: 'b', ATHENA_DATABASE: 'd', ATHENA_WORKGROUP: 'w', AWS_REGION: 'us-west-1' };
    const config = { bucket: 'b', database: 'd', workgroup: 'w', region: 'us-west-1' };
    expect(readCompactionConfig(variables)).toEqual({ ...config, pathStyle: false });
    expect(readCompactionConfig({ ...variables, AWS_ENDPOINT_URL: 'http://127.0.0.1:4566' })).toMatchObject({ pathStyle: true });
  });

  it('that are missing are all named', () => {
    expect(() => readCompactionConfig({ AWS_REGION: 'us-west-1', S3_BUCKET: '' })).toThrow(
      expect.objectContaining({
        kind: 'invalid',
        issues: ['S3_BUCKET', 'ATHENA_DATABASE', 'ATHENA_WORKGROUP'].map((field) => ({ field, message: 'must be set' })),
      }),
    );
  });
});

describe('the event of the function that compacts', () => {
  it.each([undefined, {}, { from: undefined }, 'scheduled'])('names no day to begin from: %j', (event) => {
    expect(beginningOf(event)).toBeUndefined();
  });

  it('may name one', () => {
    expect(beginningOf({ from: '2024-02-29' })).toBe('2024-02-29');
  });

  it.each(['2024-13-01', '2026-02-30', 'yesterday', 20_240_101, null, "2024-01-01' OR '1"])('is refused with %j', (from) => {
    expect(() => beginningOf({ from })).toThrow(expect.objectContaining({ kind: 'invalid' }));
  });
});
