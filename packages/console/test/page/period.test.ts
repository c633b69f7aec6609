import { describe, expect, it } from '@jest/globals';
import { type Period, periodOf } from '../../src/page/state/period.ts';
import { PLAIN } from '../../src/page/state/view.ts';

const NOW = '2026-11-25T15:00:00';
const at = (local: string) => Date.parse(local) / 1000;

const custom = (from: string | undefined, to: string | undefined) =>
  periodOf({ ...PLAIN, range: 'custom', from, to }, Date.parse(NOW));

const between = (from: string, to: string): Period => ({ from: at(from), to: at(to) });

describe('a custom range', () => {
  it('that is over is compared with as many whole days', () => {
    expect(custom('2026-11-16', '2026-11-22')).toEqual({
      period: between('2026-11-16T00:00:00', '2026-11-23T00:00:00'),
      before: between('2026-11-09T00:00:00', '2026-11-16T00:00:00'),
    });
  });

  it('that ends today is compared up to the same time of the day', () => {
    expect(custom('2026-11-19', '2026-11-25')).toEqual({
      period: between('2026-11-19T00:00:00', '2026-11-26T00:00:00'),
      before: between('2026-11-12T00:00:00', '2026-11-18T15:00:00'),
    });
  });

  it('that goes on after today is compared with what is over of it', () => {
    expect(custom('2026-11-24', '2026-11-27').before).toEqual(between('2026-11-20T00:00:00', '2026-11-21T15:00:00'));
  });

  it('that has not begun, or has an open end, is compared with nothing', () => {
    expect(custom('2026-11-26', '2026-11-27').before).toBeUndefined();
    expect(custom('2026-11-19', undefined)).toEqual({ period: { from: at('2026-11-19T00:00:00') } });
    expect(custom(undefined, '2026-11-19')).toEqual({ period: { to: at('2026-11-20T00:00:00') } });
  });
});

it('today is compared with the same time a week ago', () => {
  expect(periodOf(PLAIN, Date.parse(NOW))).toEqual({
    period: { from: at('2026-11-25T00:00:00') },
    before: between('2026-11-18T00:00:00', '2026-11-18T15:00:00'),
  });
});
