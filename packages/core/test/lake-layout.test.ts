import { dayIn, dayPrefix, isDay } from '@earshot/core';
import { describe, expect, it } from '@jest/globals';

describe('a day', () => {
  it.each(['2026-11-24', '2024-02-29', '2000-01-01'])('is %s', (text) => {
    expect(isDay(text)).toBe(true);
  });

  it.each(['2026-02-30', '2023-02-29', '2026-13-01', '2026-11-24T00:00:00Z', '26-11-24', 'today', ''])('is not %j', (text) => {
    expect(isDay(text)).toBe(false);
  });
});

describe('the day that a path names', () => {
  it('is the one whose folder it is in', () => {
    expect(dayIn(dayPrefix('2026-11-24'))).toBe('2026-11-24');
    expect(dayIn(`/data/lake/${dayPrefix('2026-11-24', 'compacted/')}x.parquet`)).toBe('2026-11-24');
  });

  it.each([
    ['feedback/year=2026/month=11/', '2026-11'],
    ['feedback/year=2026/', '2026'],
    ['feedback/year=2026', '2026'],
    ['feedback/', ''],
    ['feedback/year=26/', ''],
    ['feedback/a-year=2026/', ''],
    ['feedback/year=20261/', ''],
    ['feedback/year=2026/month=1/', '2026'],
    ['feedback/year=2026/month=11/day=240/', '2026-11'],
  ])('of %s is %j', (path, day) => {
    expect(dayIn(path)).toBe(day);
  });
});
