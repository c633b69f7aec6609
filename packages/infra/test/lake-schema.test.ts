import { FIRST_DAY } from '@earshot/adapters-aws';
import { dayPrefix, type FeedbackRecord, LAKE_COLUMNS, LAKE_PREFIX, lakeLine, parseRecord } from '@earshot/core';
import { describe, expect, test } from '@jest/globals';
import {
  fieldMappings,
  glueColumns,
  gluePartitions,
  LAKE_PARTITIONS,
  partitionProjection,
  trinoColumns,
} from '../src/lake-schema.ts';

/** A record with every field that there is. */
const RECORD: FeedbackRecord = {
  feedbackId: '0198c0de-0000-8000-8000-000000000000',
  timestamp: 1_795_478_400,
  customerId: 'c1',
  feedbackText: 'Great service',
  sentiment: 'POSITIVE',
  sentimentScores: { positive: 1, negative: 0, neutral: 0, mixed: 0 },
  language: 'en',
  analysis: { engine: 'comprehend', engineVersion: '1', chunks: 1, fallback: false },
  source: 'web',
  rating: 10,
  metadata: { Channel: 'a', channel: 'b' },
};
const inLake: Record<string, unknown> = JSON.parse(lakeLine(RECORD));

/** Values as Glue types them; the lake writes whole scores with a decimal point, which JSON does not tell. */
function fits(type: string, value: unknown): boolean {
  if (type === 'bigint' || type === 'int') return Number.isInteger(value);
  if (type === 'double') return typeof value === 'number';
  if (type === 'map<string,string>') return typeof value === 'object';
  return typeof value === type;
}

describe('the columns are those of the record in the lake', () => {
  test('by their names', () => {
    expect(Object.keys(LAKE_COLUMNS).sort()).toEqual(Object.keys(inLake).sort());
  });

  test.each(Object.entries(LAKE_COLUMNS))('%s by its type', (name, type) => {
    const value = inLake[name];
    if (typeof type === 'string') expect(fits(type, value)).toBe(true);
    else expect(Object.entries(Object(value)).every(([inner, v]) => fits(type.fields[inner] ?? '', v))).toBe(true);
  });

  test.each(Object.entries(LAKE_COLUMNS))('%s with the fields in it', (name, type) => {
    if (typeof type === 'string') return;
    expect(Object.keys(type.fields)).toEqual(Object.keys(Object(inLake[name])));
  });

  test('and what is in the lake is a record again', () => {
    expect(parseRecord(inLake)).toEqual(RECORD);
  });
});

test('Glue sees no capitals, and is told which field each column is', () => {
  const names = glueColumns().flatMap(({ name, type }) => [name, type]);
  expect(names.join()).toBe(names.join().toLowerCase());
  expect(fieldMappings()).toMatchObject({ 'mapping.feedbackid': 'feedbackId', 'mapping.engineversion': 'engineVersion' });
  const fields = Object.values(fieldMappings());
  const capitals = JSON.stringify({ ...inLake, metadata: {} }).match(/"[a-z]+[A-Z]\w*"(?=:)/g) ?? [];
  expect(capitals.map((name) => JSON.parse(name)).sort()).toEqual(fields.sort());
});

test('the partitions are the folders that the lake writes', () => {
  const location = `s3://lake/${LAKE_PREFIX}`;
  const template = partitionProjection(location)['storage.location.template'] ?? '';
  const parts = new Map(Object.entries({ year: '2026', month: '03', day: '09' }));
  const folder = template.replaceAll(/\$\{(\w+)\}/g, (_, part: string) => parts.get(part) ?? '');
  expect(folder).toBe(`s3://lake/${dayPrefix('2026-03-09')}`);
});

test('the columns of a view have the types of Athena’s engine', () => {
  const types = new Map(trinoColumns().map(({ name, type }) => [name, type]));
  expect([...types.keys()]).toEqual([...glueColumns(), ...gluePartitions()].map(({ name }) => name));
  expect(Object.fromEntries(types)).toMatchObject({
    feedbackid: 'varchar',
    timestamp: 'bigint',
    rating: 'double',
    analysis: 'row(engine varchar, engineversion varchar, chunks integer, fallback boolean)',
    metadata: 'map(varchar,varchar)',
    year: 'varchar',
  });
});

test('the view begins where the partitions do', () => {
  expect(FIRST_DAY).toBe(`${LAKE_PARTITIONS.year.range[0]}-01-01`);
});

test('partitions are strings of 4, 2 and 2 digits, worked out from whole numbers', () => {
  expect(gluePartitions()).toEqual(['year', 'month', 'day'].map((name) => ({ name, type: 'string' })));
  expect(partitionProjection('s3://lake/')).toMatchObject({
    'projection.enabled': 'true',
    'projection.year.type': 'integer',
    'projection.year.digits': '4',
    'projection.month.type': 'integer',
    'projection.month.digits': '2',
    'projection.month.range': '1,12',
    'projection.day.type': 'integer',
    'projection.day.digits': '2',
    'projection.day.range': '1,31',
  });
});
