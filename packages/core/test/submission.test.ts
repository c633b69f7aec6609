import { describe, expect, it } from '@jest/globals';
import { canonical, Failure, parseSubmission } from '../src/index.ts';

const KEY = 'k-123456789-abcdef';

function issues(input: unknown, key?: string) {
  try {
    parseSubmission(input, key);
  } catch (error) {
    if (error instanceof Failure) return { kind: error.kind, message: error.message, issues: error.issues };
  }
  throw new Error('it was accepted');
}

const fields = (input: unknown, key?: string) => issues(input, key).issues.map(({ field }) => field);

describe('parseSubmission', () => {
  it('takes the smallest submission, as anonymous', () => {
    expect(parseSubmission({ feedback: 'ok' })).toEqual({ feedbackText: 'ok', customerId: 'anonymous' });
  });

  it('takes every field, the text as it is and the language in its canonical form', () => {
    const metadata = { constructor: 'x', empty: '' };
    const input = { feedback: '  ok\n', customer_id: 'c', language: 'PT-br', source: 's', rating: 0, metadata };
    expect(parseSubmission(input, 'k')).toEqual({
      feedbackText: '  ok\n',
      customerId: 'c',
      language: 'pt-BR',
      source: 's',
      rating: 0,
      metadata,
      idempotencyKey: 'k',
    });
  });

  it('knows the customer by the name that a record has, too, unless customer_id is given', () => {
    expect(parseSubmission({ feedback: 'ok', customerId: 'c-1' })).toMatchObject({ customerId: 'c-1' });
    expect(parseSubmission({ feedback: 'ok', customerId: 'c-1', customer_id: 'c-2' })).toMatchObject({ customerId: 'c-2' });
    expect(parseSubmission({ feedback: 'ok', customerId: '' })).toMatchObject({ customerId: 'anonymous' });
  });

  it('leaves out what it does not know and takes null as absent', () => {
    expect(parseSubmission({ feedback: 'ok', customer_id: null, rating: null, vip: true })).toEqual({
      feedbackText: 'ok',
      customerId: 'anonymous',
    });
  });

  it.each([[undefined], [null], ['text'], [3], [[]], [true]])('refuses a body that is no object: %j', (input) => {
    expect(fields(input)).toEqual(['body']);
  });

  it.each([[{}], [{ feedback: null }], [{ feedback: '' }], [{ feedback: ' \n\t\u3000' }]])(
    'says that the text is required: %j',
    (input) => {
      expect(issues(input).message).toBe('Feedback text is required');
    },
  );

  it.each([
    ['feedback', { feedback: 7 }],
    ['feedback', { feedback: ['a'] }],
    ['feedback', { feedback: 'a\ud800' }],
    ['customer_id', { feedback: 'ok', customer_id: 42 }],
    ['customerId', { feedback: 'ok', customerId: 42 }],
    ['customer_id', { feedback: 'ok', customer_id: '   ' }],
    ['customer_id', { feedback: 'ok', customer_id: 'x'.repeat(257) }],
    ['language', { feedback: 'ok', language: 'not a tag' }],
    ['language', { feedback: 'ok', language: 'en_US_' }],
    ['source', { feedback: 'ok', source: {} }],
    ['source', { feedback: 'ok', source: 's'.repeat(65) }],
    ['rating', { feedback: 'ok', rating: 11 }],
    ['rating', { feedback: 'ok', rating: -1 }],
    ['rating', { feedback: 'ok', rating: Number.NaN }],
    ['rating', { feedback: 'ok', rating: '5' }],
    ['metadata', { feedback: 'ok', metadata: [] }],
    ['metadata', { feedback: 'ok', metadata: Object.fromEntries(Array.from({ length: 21 }, (_, i) => [i, 'x'])) }],
    ['metadata.a', { feedback: 'ok', metadata: { a: 1 } }],
    ['metadata.a', { feedback: 'ok', metadata: { a: null } }],
    ['metadata.a', { feedback: 'ok', metadata: { a: 'x'.repeat(257) } }],
    ['metadata.', { feedback: 'ok', metadata: { '': 'x' } }],
    ['metadata.__proto__', { feedback: 'ok', metadata: JSON.parse('{"__proto__":"x"}') }],
  ])('names the field %s', (field, input) => {
    expect(fields(input)).toEqual([field]);
    expect(issues(input).kind).toBe('invalid');
  });

  it('tells every problem at once', () => {
    expect(fields({ feedback: 1, customer_id: 2, rating: 'x', metadata: { a: 1, b: 2 } }).sort()).toEqual([
      'customer_id',
      'feedback',
      'metadata.a',
      'metadata.b',
      'rating',
    ]);
  });

  it('takes 100,000 bytes of UTF-8 and says that one more is too large', () => {
    expect(parseSubmission({ feedback: `${'€'.repeat(33_333)}x` }).feedbackText).toHaveLength(33_334);
    expect(issues({ feedback: `${'€'.repeat(33_333)}xx` }).issues).toEqual([
      expect.objectContaining({ field: 'feedback', tooLarge: true }),
    ]);
    expect(issues({ feedback: '𝄞'.repeat(25_001) }).issues).toEqual([expect.objectContaining({ tooLarge: true })]);
  });

  it.each([[''], ['a b'], ['é'.repeat(20)], ['x'.repeat(256)], ['tab\there-0123456789'], ['new\nline-0123456789']])(
    'refuses the idempotency key %j',
    (key) => {
      expect(fields({ feedback: 'ok', customer_id: 'c' }, key)).toEqual(['Idempotency-Key']);
    },
  );

  it('asks for a longer key where there is no customer', () => {
    expect(fields({ feedback: 'ok' }, 'short')).toEqual(['Idempotency-Key']);
    expect(parseSubmission({ feedback: 'ok' }, KEY).idempotencyKey).toBe(KEY);
  });
});

describe('canonical', () => {
  it('is the same whatever the order of fields, and differs where a value does', () => {
    const one = parseSubmission({ feedback: 'ok', metadata: { a: '1', b: '2' }, source: 's' });
    const two = parseSubmission({ source: 's', metadata: { b: '2', a: '1' }, feedback: 'ok' }, KEY);
    expect(canonical(one)).toBe(canonical(two));
    expect(canonical(one)).not.toBe(canonical({ ...one, rating: 1 }));
    expect(canonical(one)).not.toBe(canonical({ ...one, customerId: 'c' }));
  });
});
