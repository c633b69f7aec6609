import { describe, expect, it, test } from '@jest/globals';
import {
  type AlertTally,
  DEFAULT_ALERT,
  evaluate,
  type Firing,
  parseAlertRule,
  parseAlertRules,
  windowOf,
} from '../src/index.ts';

const NOON = 1_764_504_000;
const MINUTE = 60;

describe('a rule', () => {
  it.each([
    ['negative share > 40 % in 1 h, at least 20', { percent: 40, seconds: 3600, minimum: 20 }],
    ['negative share > 12.5 % in 90 min, at least 1', { percent: 12.5, seconds: 5400, minimum: 1 }],
    ['negative share > 0 % in 1 d, at least 1000000', { percent: 0, seconds: 86_400, minimum: 1_000_000 }],
    ['negative share > 40 % in 1 h, at least 20, from in-store, floor 2', { source: 'in-store, floor 2' }],
  ])('is read and written alike: %s', (text, parts) => {
    expect(parseAlertRule(text)).toMatchObject({ text, ...parts });
  });

  it.each(['  Negative share>40%  in 60min ,at least 20', 'negative share > 40 % in 1 H, AT LEAST 20'])(
    'may be written with other spaces and letters: %s',
    (text) => expect(parseAlertRule(text)).toEqual(parseAlertRule(DEFAULT_ALERT)),
  );

  it.each([
    ['positive share > 40 % in 1 h, at least 20', 'must begin with a share'],
    ['negative share > 100 % in 1 h, at least 20', 'not "negative share > 100 %"'],
    ['negative share > 40 %, at least 20', 'must say how far back it looks'],
    ['negative share > 40 % in 0 h, at least 20', 'not "0 h"'],
    ['negative share > 40 % in 25 h, at least 20', 'from "in 1 min" to "in 24 h", not "25 h"'],
    ['negative share > 40 % in 1 week, at least 20', 'not "1 week"'],
    ['negative share > 40 % in 1 h', 'must say of how many'],
    ['negative share > 40 % in 1 h, at least 0', 'not "0"'],
    ['negative share > 40 % in 1 h, at least many', 'not "many"'],
    ['negative share > 40 % in 1 h, at least 20, from ', 'must name a source'],
    [`negative share > 40 % in 1 h, at least 20, from ${'é'.repeat(33)}`, 'must name a source of at most 64 bytes'],
    ['negative share > 0.0000001 % in 1 h, at least 20', 'not "negative share > 0.0000001 %"'],
    ['', 'must begin with a share'],
  ])('is refused with what is wrong with it: %s', (text, reason) => {
    expect(() => parseAlertRule(text)).toThrow(
      expect.objectContaining({ kind: 'invalid', message: expect.stringContaining(reason) }),
    );
  });

  it('is refused with all that is wrong with it', () => {
    expect(() => parseAlertRule('unhappy')).toThrow(/begin with.*how far back.*of how many/);
  });

  it('is refused at once when it is very long', () => {
    const text = `negative share > 40 %${' in x'.repeat(25_000)}, y`;
    expect(() => parseAlertRule(text)).toThrow('alert: must have at most 200 characters');
  });

  it.each([undefined, null, 5, ['negative'], {}])('is a text, not %p', (input) => {
    expect(() => parseAlertRule(input)).toThrow('alert: must be a text');
  });
});

describe('rules of settings', () => {
  const textsOf = (...settings: string[]) => parseAlertRules(settings).map(({ text }) => text);

  it('are those that are given, each once, or the usual one, or none', () => {
    const [hourly, daily] = [DEFAULT_ALERT, 'negative share > 10 % in 1 d, at least 5'];
    expect(textsOf(`${hourly}; ${daily}\n${hourly};`, 'negative share>10% in 24h, at least 5')).toEqual([hourly, daily]);
    expect(textsOf()).toEqual([DEFAULT_ALERT]);
    expect(textsOf(' ')).toEqual([DEFAULT_ALERT]);
    expect(textsOf(' none ')).toEqual([]);
  });

  it('are refused with all that is wrong with any', () => {
    expect(() => textsOf('anger', DEFAULT_ALERT, 'none')).toThrow(/"anger": must begin.*"none": must begin/);
  });
});

/** How a rule stands at one moment after another, each so many seconds after noon. */
function standing(moments: readonly (readonly [second: number, tally: AlertTally])[]): string[] {
  const rule = parseAlertRule(DEFAULT_ALERT);
  let before: Firing | undefined;
  return moments.map(([second, tally]) => {
    const { state, firing } = evaluate(rule, tally, NOON + second, before);
    before = firing;
    return firing ? `${state} since ${firing.since - NOON}` : state;
  });
}

const BAD = { NEGATIVE: 9, NEUTRAL: 11 };
const FINE = { NEGATIVE: 8, POSITIVE: 11, UNKNOWN: 1 };
const FEW = { NEGATIVE: 19 };

describe('evaluation', () => {
  const rule = parseAlertRule(DEFAULT_ALERT);

  it('looks at the time up to now, this second included', () => {
    expect(windowOf(rule, NOON)).toEqual({ from: NOON - 3599, to: NOON + 1 });
  });

  it('fires above the limit, not at it, and counts what could not be judged', () => {
    expect(evaluate(rule, FINE, NOON)).toEqual({ state: 'ok', share: 0.4, count: 20 });
    expect(evaluate(rule, BAD, NOON)).toEqual({ state: 'firing', share: 0.45, count: 20, firing: { since: NOON } });
  });

  it('does not fire at its limit whatever numbers stand there', () => {
    const limits = Array.from({ length: 999 }, (_, i) => (i + 1) / 10);
    const fires = limits.filter((percent) => {
      const at = parseAlertRule(`negative share > ${percent} % in 1 h, at least 1`);
      const negative = Math.round(percent * 30);
      return evaluate(at, { NEGATIVE: negative, POSITIVE: 3_000 - negative }, NOON).firing;
    });
    expect(fires).toEqual([]);
  });

  it('waits where there are too few, or none', () => {
    expect(evaluate(rule, FEW, NOON)).toEqual({ state: 'waiting', share: 1, count: 19 });
    expect(evaluate(rule, {}, NOON)).toEqual({ state: 'waiting', share: 0, count: 0 });
  });

  test('an alert keeps its beginning, and ends after five minutes of calm', () => {
    const moments = [
      [0, BAD],
      [MINUTE, FINE],
      [6 * MINUTE - 1, FINE],
      [6 * MINUTE, FINE],
    ] as const;
    expect(standing(moments)).toEqual(['firing since 0', 'firing since 0', 'firing since 0', 'ok']);
  });

  test('what swings around the limit is one alert', () => {
    const swinging = Array.from({ length: 100 }, (_, i) => [i * 4 * MINUTE, i % 2 === 0 ? BAD : FINE] as const);
    expect(new Set(standing(swinging))).toEqual(new Set(['firing since 0']));
  });

  test('an alert ends, too, when feedback ceases', () => {
    const moments = [
      [0, BAD],
      [MINUTE, FEW],
      [6 * MINUTE, {}],
    ] as const;
    expect(standing(moments)).toEqual(['firing since 0', 'firing since 0', 'waiting']);
  });
});
