import { describe, expect, it } from '@jest/globals';
import { uuidIds } from '../src/ids.ts';

describe('uuidIds', () => {
  it('derives the same id from the same name, today and in every later version', () => {
    expect(uuidIds.derive('["c-1","order-4711"]')).toBe(uuidIds.derive('["c-1","order-4711"]'));
    expect(uuidIds.derive('')).toBe('e2936616-322b-8fef-8e50-c0cd165b8710');
  });

  it('gives UUIDs: derived ones of version 8, fresh ones of version 4', () => {
    expect(uuidIds.derive('a')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(uuidIds.fresh()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('gives a thousand names a thousand ids', () => {
    expect(new Set(Array.from({ length: 1000 }, (_, i) => uuidIds.derive(String(i)))).size).toBe(1000);
  });
});
