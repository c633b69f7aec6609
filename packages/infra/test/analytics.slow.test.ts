import { allFeedbackSql, FIRST_DAY } from '@earshot/adapters-aws';
import { NAMED_QUERIES } from '@earshot/core/queries';
import { readCompactionConfig } from '@earshot/lambda/compaction-config';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { propertiesOf, synthesise, type Template } from './support/synthesis.ts';

let template: Template;

beforeAll(() => {
  template = synthesise({ EARSHOT_SUFFIX: 'shop' }).template;
});

const tableOf = (name: string) =>
  propertiesOf(template, 'AWS::Glue::Table')
    .map(({ TableInput }) => Object(TableInput))
    .find(({ Name }) => Name === name);
const compactors = (of: Template) =>
  propertiesOf(of, 'AWS::Lambda::Function').filter(({ Handler }) => Handler === 'compact.handler');

describe('the days in columns', () => {
  test('are a table of the same columns and partitions as the objects', () => {
    const [objects, columns] = [tableOf('feedback'), tableOf('feedback_compacted')];
    expect(columns).toMatchObject({
      PartitionKeys: objects.PartitionKeys,
      Parameters: { 'projection.enabled': 'true', 'parquet.compression': 'ZSTD' },
      StorageDescriptor: { Columns: objects.StorageDescriptor.Columns, InputFormat: expect.stringContaining('Parquet') },
    });
    expect(JSON.stringify(columns.StorageDescriptor.Location)).toContain('/compacted/');
    expect(JSON.stringify(columns.Parameters['storage.location.template'])).toMatch(/\/compacted\/year=\$\{year\}\/month=/);
  });

  test('are written every night, after store and lake are made equal', () => {
    expect(propertiesOf(template, 'AWS::Scheduler::Schedule')).toContainEqual(
      expect.objectContaining({ Name: 'feedback-compaction-shop', ScheduleExpression: 'cron(30 2 * * ? *)' }),
    );
    expect(compactors(template)).toMatchObject([{ FunctionName: 'feedback-compactor-shop', Timeout: 900 }]);
  });

  test('are written by a function that understands what the stack tells it', () => {
    const [{ Environment } = {}] = compactors(template);
    const variables = Object(Environment).Variables;
    const environment = Object.fromEntries(
      Object.entries(variables).map(([name, value]) => [name, typeof value === 'string' ? value : 'lake']),
    );
    expect(readCompactionConfig({ ...environment, AWS_REGION: 'us-west-1' })).toMatchObject({
      bucket: 'lake',
      database: 'feedback_database_shop',
      workgroup: 'feedback-analytics-shop',
    });
  });

  test('that cannot be written set off an alarm', () => {
    expect(propertiesOf(template, 'AWS::CloudWatch::Alarm')).toContainEqual(
      expect.objectContaining({ AlarmName: 'feedback-compactor-errors-shop', Threshold: 0 }),
    );
  });
});

describe('the view of all feedback', () => {
  test('is kept as Athena keeps views, and takes all from the objects at first', () => {
    const view = tableOf('all_feedback');
    expect(view).toMatchObject({
      TableType: 'VIRTUAL_VIEW',
      Parameters: { presto_view: 'true' },
      ViewExpandedText: '/* Presto View */',
    });
    const [, encoded = ''] = /^\/\* Presto View: (\S+) \*\/$/.exec(view.ViewOriginalText) ?? [];
    const decoded = JSON.parse(Buffer.from(encoded, 'base64').toString());
    expect(decoded).toMatchObject({
      catalog: 'awsdatacatalog',
      schema: 'feedback_database_shop',
      originalSql: allFeedbackSql(FIRST_DAY),
    });
    const names = view.StorageDescriptor.Columns.map(({ Name }: { Name: string }) => Name);
    expect(decoded.columns.map(({ name }: { name: string }) => name)).toEqual(names);
  });
});

test('the workgroup has each question that Earshot knows, by its name and in its words', () => {
  const [database] = propertiesOf(template, 'AWS::Glue::Database');
  expect(propertiesOf(template, 'AWS::Athena::NamedQuery')).toEqual(
    NAMED_QUERIES.map(({ name, title, description, sql }) => ({
      Name: name,
      Description: `${title}. ${description}`,
      QueryString: sql,
      Database: database?.['DatabaseName'],
      WorkGroup: 'feedback-analytics-shop',
    })),
  );
});

test.each([
  ['the setting says no', { EARSHOT_COMPACTION: 'false' }, NAMED_QUERIES.length],
  [
    'it is for an emulator, whose Athena writes to no table and whose CloudFormation knows no named queries',
    { AWS_ENDPOINT_URL: 'http://127.0.0.1:4566' },
    0,
  ],
])('nothing is compacted where %s, and the view is there all the same', (_, variables, namedQueries) => {
  const without = synthesise(variables).template;
  expect(compactors(without)).toEqual([]);
  expect(JSON.stringify(without)).not.toContain('feedback-compact');
  expect(propertiesOf(without, 'AWS::Glue::Table')).toHaveLength(3);
  expect(propertiesOf(without, 'AWS::Athena::NamedQuery')).toHaveLength(namedQueries);
});
