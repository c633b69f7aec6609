import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { connection, lost } from '../../src/page/state/live.ts';

let listening = 0;

beforeEach(() => {
  listening = 0;
  jest.useFakeTimers();
  const EventSource = class {
    constructor() {
      listening += 1;
    }
    addEventListener(): void {}
    close(): void {}
  };
  Object.assign(globalThis, { EventSource });
});

afterEach(() => {
  jest.clearAllTimers();
  jest.useRealTimers();
});

it.each([
  [false, 1],
  [true, 0],
])('tries to reach a server that is gone only while somebody looks: hidden %s', (hidden, expected) => {
  Object.assign(globalThis, { document: { hidden } });
  lost();
  jest.advanceTimersByTime(10_000);
  expect(connection.value).toBe('lost');
  expect(listening).toBe(expected);
});
