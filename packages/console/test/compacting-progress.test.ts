import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { CompactingProgress } from '../src/compacting/progress.ts';

let told: string;

beforeEach(() => {
  told = '';
  jest.useFakeTimers();
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    told += text;
    return true;
  });
});
afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});

describe('the progress of a compaction', () => {
  it('is told every two seconds, and nothing of one that is faster', () => {
    const progress = new CompactingProgress();
    progress.moved({ day: '2026-03-01', doing: 'reading', done: 400_000 });
    jest.advanceTimersByTime(1_900);
    expect(told).toBe('');
    jest.advanceTimersByTime(200);
    progress.moved({ day: '2026-03-01', doing: 'deleting originals', done: 3 });
    jest.advanceTimersByTime(2_000);
    progress.end();
    jest.advanceTimersByTime(10_000);
    expect(told).toBe('2026-03-01: reading, 400,000 rows …\n2026-03-01: deleting originals, 3 objects …\n');
  });
});
