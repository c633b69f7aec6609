import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const run = promisify(execFile);
const root = join(import.meta.dirname, '..');
const bin = (name: string) => join(root, 'node_modules/.bin', name);
const PACKAGES = ['core', 'adapters-local'];

let folder: string;
let tarballs: string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earshot-elsewhere-'));
  const workspaces = PACKAGES.flatMap((name) => ['-w', `@earshot/${name}`]);
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', folder, ...workspaces], { cwd: root });
  const packed: { filename: string }[] = Object.values(JSON.parse(stdout));
  tarballs = packed.map(({ filename }) => join(folder, filename));
}, 120_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the packed packages', () => {
  it.each(PACKAGES)('%s is clean for publint', async (name) => {
    const { stdout } = await run(bin('publint'), ['--strict', join(root, 'packages', name)]);
    expect(stdout).toContain('All good');
  });

  it('are clean for attw', async () => {
    for (const tarball of tarballs) {
      await expect(run(bin('attw'), [tarball, '--profile', 'esm-only', '--no-color', '--no-emoji'])).resolves.toBeDefined();
    }
  }, 120_000);

  it('work in a project outside: installed, type-checked under strict, run, and its own adapter passes the kit', async () => {
    const project = join(folder, 'project');
    await cp(join(root, 'test/elsewhere'), project, { recursive: true });
    await writeFile(join(project, 'package.json'), JSON.stringify({ name: 'elsewhere', private: true, type: 'module' }));
    const here = { cwd: project, env: { ...process.env, NODE_OPTIONS: '' } };
    await run('npm', ['install', '--no-audit', '--no-fund', ...tarballs, '@types/node@24'], here);
    await run(
      bin('tsc'),
      [
        '--noEmit',
        '--strict',
        '--module',
        'nodenext',
        '--target',
        'es2024',
        '--types',
        'node',
        '--allowImportingTsExtensions',
        'service.ts',
        'tally-metrics.test.ts',
      ],
      here,
    );
    const { stdout } = await run(bin('node'), ['--disable-warning=ExperimentalWarning', 'service.ts'], here);
    expect(JSON.parse(stdout)).toEqual({
      sentiment: 'POSITIVE',
      text: 'I love it, great service!',
      tally: [['["FeedbackProcessed",["Sentiment","POSITIVE"]]', 1]],
    });
    const kit = await run(bin('node'), ['--test', 'tally-metrics.test.ts'], here);
    expect(kit.stdout).toMatch(/# fail 0|ℹ fail 0/);
  }, 180_000);
});
