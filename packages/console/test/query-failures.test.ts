import { describe, expect, it } from '@jest/globals';
import { queryFailure } from '../src/querying/query-failures.ts';

const PARQUET = '/data/lake/compacted/year=2026/month=03/day=01/a1.parquet';

describe('the Parquet file of a compacted day', () => {
  it.each([
    `Invalid Input Error: No magic bytes found at end of file '${PARQUET}'`,
    `Invalid Input Error: Failed to read file "${PARQUET}": ZSTD Decompression failure`,
    `IO Error: Could not read enough bytes from file "${PARQUET}": attempted to read 8 bytes from location 4`,
    `IO Error: Cannot open file "${PARQUET}": No such file or directory`,
  ])('is damaged where DuckDB says %s', (words) => {
    expect(queryFailure(new Error(words))).toMatchObject({
      kind: 'internal',
      message: expect.stringMatching(/a1\.parquet is damaged; .* --day 2026-03-01/),
    });
  });

  it.each([
    [`IO Error: Cannot open file "${PARQUET}": Too many open files`, 'unavailable'],
    [`IO Error: Cannot open file "${PARQUET}": Permission denied`, 'unavailable'],
    [`IO Error: Could not read from file "${PARQUET}": Input/output error`, 'unavailable'],
    [`Permission Error: Cannot access file "${PARQUET}" - file system operations are disabled by configuration`, 'invalid'],
  ])('is not damaged where it says %s', (words, kind) => {
    expect(queryFailure(new Error(words))).toMatchObject({ kind, message: expect.not.stringContaining('damaged') });
  });
});
