import { NAMED_QUERIES } from '@earshot/core/queries';
import { expect, test } from '@jest/globals';
import { propertiesOf, synthesise } from './support/synthesis.ts';

const TYPE = 'AWS::Athena::NamedQuery';

test('the workgroup has each question that Earshot knows, by its name and in its words', () => {
  const { template } = synthesise({ EARSHOT_SUFFIX: 'shop' });
  const [database] = propertiesOf(template, 'AWS::Glue::Database');
  expect(propertiesOf(template, TYPE)).toEqual(
    NAMED_QUERIES.map(({ name, title, description, sql }) => ({
      Name: name,
      Description: `${title}. ${description}`,
      QueryString: sql,
      Database: database?.['DatabaseName'],
      WorkGroup: 'feedback-analytics-shop',
    })),
  );
});

test('an emulator is spared what its CloudFormation does not know', () => {
  expect(propertiesOf(synthesise({ AWS_ENDPOINT_URL: 'http://127.0.0.1:4566' }).template, TYPE)).toEqual([]);
});
