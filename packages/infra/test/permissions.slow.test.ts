import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { propertiesOf, synthesise, type Template } from './support/synthesis.ts';

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

const ADAPTERS = fileURLToPath(new URL('../../adapters-aws/src', import.meta.url));

/** What IAM calls the commands that are not called as their action is. */
const OTHERWISE: Readonly<Record<string, string>> = {
  'dynamodb:Put': 'dynamodb:PutItem',
  'dynamodb:Get': 'dynamodb:GetItem',
  's3:ListObjectsV2': 's3:ListBucket',
};

/** The actions that the adapters need: one for each command that they make. What makes tables and buckets is for tests on emulators. */
function actionsInSources(): string[] {
  const files = globSync('**/*.ts', { cwd: ADAPTERS }).filter((file) => file !== 'resources.ts');
  const actions = files.flatMap((file) => commands(readFileSync(`${ADAPTERS}/${file}`, 'utf8')));
  return [...new Set(actions)].sort();
}

function commands(source: string): string[] {
  const made = [...source.matchAll(/new (\w+)Command\(/g)].map(([, name]) => name);
  return made.map((name) => {
    const imported = new RegExp(`import \\{[^}]*\\b${name}Command\\b[^}]*\\} from '@aws-sdk/(?:client|lib)-(\\w+)'`);
    const action = `${imported.exec(source)?.[1]}:${name}`;
    return OTHERWISE[action] ?? action;
  });
}

/** The statements of the role with this name. */
function statementsOf(template: Template, roleName: string): Statement[] {
  const roles = propertiesOf(template, 'AWS::IAM::Role').filter(({ RoleName }) => RoleName === roleName);
  return roles.flatMap(({ Policies }) => Object(Policies)).flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
}

const actionsOf = (statements: readonly Statement[]) => statements.flatMap(({ Action }) => Action);
const ofThePlatform = (action: string) => /^(logs|xray|sns):/.test(action);

/** What Athena does in the name of who asks it: it looks tables up, reads and writes files, and keeps views. */
const BY_ATHENA = [
  'glue:BatchCreatePartition',
  'glue:BatchGetPartition',
  'glue:CreatePartition',
  'glue:CreateTable',
  'glue:GetDatabase',
  'glue:GetPartition',
  'glue:GetPartitions',
  'glue:GetTable',
  'glue:UpdatePartition',
  'glue:UpdateTable',
  's3:AbortMultipartUpload',
  's3:GetBucketLocation',
  's3:ListBucketMultipartUploads',
  's3:ListMultipartUploadParts',
];

let template: Template;

beforeAll(() => {
  template = synthesise({ EARSHOT_METRICS: 'cloudwatch' }).template;
});

test('the sources are understood', () => {
  expect(actionsInSources()).toEqual([
    'athena:GetQueryExecution',
    'athena:GetQueryResults',
    'athena:StartQueryExecution',
    'cloudwatch:PutMetricData',
    'comprehend:BatchDetectSentiment',
    'comprehend:DetectSentiment',
    'dynamodb:GetItem',
    'dynamodb:PutItem',
    'dynamodb:Query',
    's3:GetObject',
    's3:ListBucket',
    's3:PutObject',
  ]);
});

test('the functions may do what the adapters call, and nothing else', () => {
  const roles = ['processor', 'reconciler', 'compactor'].map((name) => `lambda-feedback-${name}-role-synth51682039`);
  const allowed = roles.flatMap((role) => actionsOf(statementsOf(template, role))).filter((action) => !ofThePlatform(action));
  const own = [...new Set(allowed)].filter((action) => !BY_ATHENA.includes(action));
  expect(own.sort()).toEqual(actionsInSources());
});

describe('the function that answers requests', () => {
  const statements = () => statementsOf(template, 'lambda-feedback-processor-role-synth51682039');
  const about = (action: string) => statements().find((statement) => actionsOf([statement]).includes(action));

  test('may not list the lake', () => {
    expect(actionsOf(statements())).not.toContain('s3:ListBucket');
  });

  test('writes to the log that the stack made, and makes none', () => {
    expect(actionsOf(statements()).filter((action) => action.startsWith('logs:'))).toEqual([
      'logs:CreateLogStream',
      'logs:PutLogEvents',
    ]);
  });

  test('reaches the folder of the lake alone, and Comprehend in its region alone', () => {
    expect(JSON.stringify(about('s3:PutObject')?.Resource)).toMatch(/DataLake.*\/feedback\/\*/);
    expect(about('comprehend:DetectSentiment')?.Condition).toEqual({ StringEquals: { 'aws:RequestedRegion': 'us-west-2' } });
  });
});

describe('the function that compacts', () => {
  const statements = () => statementsOf(template, 'lambda-feedback-compactor-role-synth51682039');
  const resourcesOf = (action: string) =>
    statements().flatMap((statement) => (actionsOf([statement]).includes(action) ? [JSON.stringify(statement.Resource)] : []));

  test('may what the adapter calls and what Athena then does, and no more', () => {
    const allowed = actionsOf(statements()).filter((action) => !ofThePlatform(action));
    const called = actionsInSources().filter((action) => action.startsWith('athena:'));
    const expected = [...BY_ATHENA, ...called, 's3:GetObject', 's3:ListBucket', 's3:PutObject'];
    expect([...new Set(allowed)].sort()).toEqual(expected.sort());
  });

  test('writes to no object of feedback, and deletes nothing', () => {
    expect(resourcesOf('s3:PutObject').join()).not.toContain('/feedback/');
    expect(resourcesOf('s3:PutObject').join()).toMatch(/compacted\/\*.*results\/\*/);
    expect(actionsOf(statements()).filter((action) => action.includes('Delete'))).toEqual([]);
  });

  test('replaces no table but the view', () => {
    expect(resourcesOf('glue:UpdateTable')).toEqual([expect.stringMatching(/table\/[^/]+\/all_feedback"/)]);
    expect(resourcesOf('glue:UpdateTable').join()).not.toMatch(/table\/[^/]+\/feedback/);
  });
});

test('metrics that are sent go to their own namespace', () => {
  const statements = statementsOf(template, 'lambda-feedback-processor-role-synth51682039');
  expect(statements).toContainEqual(
    expect.objectContaining({ Condition: { StringEquals: { 'cloudwatch:namespace': 'FeedbackProcessing' } } }),
  );
});

test('the crawler writes to no table but its own, and deletes none', () => {
  const statements = statementsOf(template, 'glue-crawler-feedback-role-synth51682039');
  expect(actionsOf(statements).filter((action) => /\*|Delete/.test(action))).toEqual([]);
  const writing = statements.find((statement) => actionsOf([statement]).includes('glue:UpdateTable'));
  expect(JSON.stringify(writing?.Resource)).toContain('table/feedback_database_synth51682039/crawled_*');
});

test('no role may do all that a service can', () => {
  const roles = propertiesOf(template, 'AWS::IAM::Role');
  const statements: Statement[] = roles
    .flatMap(({ Policies }) => Policies ?? [])
    .flatMap((policy) => Object(policy).PolicyDocument.Statement);
  expect(actionsOf(statements).filter((action) => action.includes('*'))).toEqual([]);
});
