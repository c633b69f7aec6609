import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { pythonWith } from '../../adapters-local/test/python.ts';
import { synthesise } from './support/synthesis.ts';

/** Python alone is needed here; the tier's name is that of what most of its tests run. */
const CFN_LINT = ['cfn-lint==1.58.0'];

const START = 'import sys; from cfnlint.runner import main; sys.exit(main())';

/** What cfn-lint says of templates; its advice fails nothing. */
async function lint(...templates: readonly string[]) {
  const python = await pythonWith(CFN_LINT);
  const args = ['-c', START, '--non-zero-exit-code', 'error', '--format', 'parseable', ...templates];
  const { status, stdout, stderr } = spawnSync(python, args, { encoding: 'utf8' });
  return { status, errors: `${stdout}${stderr}`.split('\n').filter((line) => !/^$|:W\d{4}:/.test(line)) };
}

const CHOICES = {
  EARSHOT_RETAIN: '1',
  EARSHOT_WAF: '1',
  EARSHOT_API_KEY: '1',
  EARSHOT_KMS: '1',
  EARSHOT_METRICS: 'cloudwatch',
};

test('cfn-lint finds no error in the template, be it by default or with every choice made', async () => {
  const syntheses = [{}, CHOICES].map(synthesise);
  const templates = syntheses.map(({ folder }) => join(folder, 'FeedbackStack.template.json'));
  expect(await lint(...templates)).toEqual({ status: 0, errors: [] });
}, 180_000);

test('and it does find one that was put there', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'earshot-lint-')), 'planted.template.json');
  writeFileSync(
    file,
    JSON.stringify({ Resources: { Queue: { Type: 'AWS::SQS::Queue', Properties: { DelaySeconds: 'soon' } } } }),
  );
  expect(await lint(file)).toEqual({ status: 2, errors: [expect.stringContaining('E3012')] });
}, 60_000);
