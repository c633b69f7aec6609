import { isFailure, parseSubmission } from '@earshot/core';
import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { openApiJson } from '../src/index.ts';

const entries = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 'v']));

const GOOD: readonly unknown[] = [
  { feedback: 'ok' },
  { feedback: ' ok\n' },
  { feedback: 'x'.repeat(100_000) },
  { feedback: '€'.repeat(33_333) },
  { feedback: '𝄞'.repeat(25_000) },
  { feedback: 'ok', unknown: [1], constructor: 'x' },
  { feedback: 'ok', customer_id: '' },
  { feedback: 'ok', customer_id: null, language: null, source: null, rating: null, metadata: null },
  { feedback: 'ok', customer_id: 'c'.repeat(256), language: 'pt-br', source: 's'.repeat(64), rating: 0 },
  { feedback: 'ok', rating: 10, metadata: {} },
  { feedback: 'ok', rating: 7.5, metadata: entries(20) },
  { feedback: 'ok', language: 'zh-Hant-TW', metadata: { constructor: 'x', empty: '', ['k'.repeat(64)]: 'v'.repeat(256) } },
  { feedback: 'ok', language: 'tlh' },
];

const BAD: readonly unknown[] = [
  undefined,
  null,
  'text',
  3,
  true,
  [],
  [{ feedback: 'ok' }],
  {},
  { feedback: null },
  { feedback: '' },
  { feedback: ' \n\t\u3000' },
  { feedback: 7 },
  { feedback: ['a'] },
  { feedback: 'x'.repeat(100_001) },
  { feedback: 'ok', customer_id: 42 },
  { feedback: 'ok', customer_id: '   ' },
  { feedback: 'ok', customer_id: 'c'.repeat(257) },
  { feedback: 'ok', language: '' },
  { feedback: 'ok', language: `en-x-${'a'.repeat(8)}${'-aaaaaaaa'.repeat(8)}` },
  { feedback: 'ok', source: {} },
  { feedback: 'ok', source: '' },
  { feedback: 'ok', source: 's'.repeat(65) },
  { feedback: 'ok', rating: 11 },
  { feedback: 'ok', rating: -1 },
  { feedback: 'ok', rating: '5' },
  { feedback: 'ok', rating: Number.POSITIVE_INFINITY },
  { feedback: 'ok', metadata: [] },
  { feedback: 'ok', metadata: 'a' },
  { feedback: 'ok', metadata: entries(21) },
  { feedback: 'ok', metadata: { a: 1 } },
  { feedback: 'ok', metadata: { a: null } },
  { feedback: 'ok', metadata: { a: 'v'.repeat(257) } },
  { feedback: 'ok', metadata: { '': 'x' } },
  { feedback: 'ok', metadata: { ' ': 'x' } },
  { feedback: 'ok', metadata: { ['k'.repeat(65)]: 'x' } },
];

/** What JSON Schema has no word for: bytes, lone surrogates, language tags, and names that JavaScript keeps for itself. */
const BAD_FOR_THE_CORE_ALONE: readonly unknown[] = [
  { feedback: 'a\ud800' },
  { feedback: '€'.repeat(33_334) },
  { feedback: '𝄞'.repeat(25_001) },
  { feedback: 'ok', customer_id: 'é'.repeat(129) },
  { feedback: 'ok', customer_id: '\udc00' },
  { feedback: 'ok', language: 'not a tag' },
  { feedback: 'ok', language: 'en_US_' },
  { feedback: 'ok', source: 'é'.repeat(33) },
  { feedback: 'ok', metadata: { a: 'é'.repeat(129) } },
  { feedback: 'ok', metadata: { a: '\ud800' } },
  { feedback: 'ok', metadata: { ['é'.repeat(33)]: 'x' } },
  JSON.parse('{"feedback":"ok","metadata":{"__proto__":"x"}}'),
];

/** The fields that the core finds at fault, by their first name. */
function faultsForCore(input: unknown): string[] {
  try {
    parseSubmission(input);
    return [];
  } catch (error) {
    if (!isFailure(error)) throw error;
    return [...new Set(error.issues.map(({ field }) => String(field.split('.')[0])))].sort();
  }
}

const ajv = new Ajv2020({ strict: false, allErrors: true });
formats.default(ajv);
ajv.addSchema(JSON.parse(openApiJson), 'openapi');

/** The fields that the document finds at fault, by their first name. */
function faultsForDocument(input: unknown): string[] {
  const validate = ajv.getSchema('openapi#/components/schemas/Submission');
  if (validate === undefined || validate(input)) return [];
  const fields = validate.errors?.map(
    ({ instancePath, params }) => params.missingProperty ?? instancePath.split('/')[1] ?? 'body',
  );
  return [...new Set(fields)].sort();
}

const short = (input: unknown) => (JSON.stringify(input) ?? 'nothing').slice(0, 80);
const cases = (inputs: readonly unknown[]) => inputs.map((input) => [short(input), input]);

describe('the documented schema of a submission', () => {
  it.each(cases(GOOD))('takes what the core takes: %s', (_, input) => {
    expect(faultsForCore(input)).toEqual([]);
    expect(faultsForDocument(input)).toEqual([]);
  });

  it.each(cases(BAD))('refuses what the core refuses, for the same field: %s', (_, input) => {
    expect(faultsForCore(input)).toHaveLength(1);
    expect(faultsForDocument(input)).toEqual(faultsForCore(input));
  });

  it.each(cases(BAD_FOR_THE_CORE_ALONE))('leaves it to the core to refuse %s', (_, input) => {
    expect(faultsForCore(input)).toHaveLength(1);
    expect(faultsForDocument(input)).toEqual([]);
  });
});
