import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';

/** A trend as `trend-in-zone.ts` prints it. */
interface Printed {
  readonly isUtc: boolean;
  readonly unit: string;
  readonly bars: readonly (readonly [day: string, count: number, isInFocus: boolean])[];
  readonly shown: number;
  readonly inPeriod: number;
}

/** The trend of a record every half hour, in a process whose clock is of a time zone. */
async function trendIn(zone: string, search: string, now: string): Promise<Printed> {
  const script = join(import.meta.dirname, 'trend-in-zone.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [script, search, now], { env: { TZ: zone } });
  return JSON.parse(stdout);
}

const sum = (bars: Printed['bars']) => bars.reduce((all, [, count]) => all + count, 0);

const NOON = '2026-11-24T12:00:00Z';

it.each([
  ['America/New_York', false],
  ['Asia/Tokyo', false],
  ['Asia/Kolkata', true],
  ['Asia/Kathmandu', true],
])('a day in %s has all of its feedback', async (zone, isUtc) => {
  const trend = await trendIn(zone, '', NOON);
  const { bars, inPeriod, shown } = trend;
  expect([trend.isUtc, sum(bars)]).toEqual([isUtc, shown]);
  const today = sum(bars.filter(([, , isInFocus]) => isInFocus));
  if (isUtc) expect(today).toBeGreaterThanOrEqual(inPeriod);
  else expect([today, bars.length]).toEqual([inPeriod, 14]);
  const whole = bars.slice(1, -1).filter(([, count]) => count !== 48);
  expect(whole).toEqual([]);
});

it.each(['America/Los_Angeles', 'UTC', 'Asia/Tokyo', 'Pacific/Kiritimati'])(
  'a long range in %s loses nothing at its ends',
  async (zone) => {
    const trend = await trendIn(zone, '?range=custom&from=2026-07-01&to=2026-11-24', '2026-11-26T12:00:00Z');
    expect([trend.isUtc, sum(trend.bars)]).toEqual([true, trend.inPeriod]);
  },
);

it('a bar that the range begins in is part of it', async () => {
  const trend = await trendIn('UTC', '?range=custom&from=2026-07-01&to=2026-11-24', NOON);
  expect(trend.unit).toBe('week');
  expect(trend.bars[0]).toEqual(['2026-06-29', 5 * 48, true]);
  expect(trend.bars.every(([, , isInFocus]) => isInFocus)).toBe(true);
});
