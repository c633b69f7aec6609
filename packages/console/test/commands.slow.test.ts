import { execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { contentsOf } from './support/contents.ts';
import { earshot } from './support/earshot.ts';

const run = promisify(execFile);
const BIN = join(import.meta.dirname, '../bin/earshot.js');

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earshot-commands-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the built command', () => {
  it('works, and keeps quiet about what Node calls experimental', async () => {
    await mkdir(join(folder, 'built'));
    const { stdout, stderr } = await run(process.execPath, [BIN, 'reconcile', '--data', join(folder, 'built'), '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ inStore: 0, inLake: 0 });
    expect(stderr).toBe('');
  });

  it('says on an old Node which one it found, and what to do', async () => {
    const pretend = 'Object.defineProperty(process,"versions",{value:{node:"20.9.0"}})';
    const old = run(process.execPath, ['--import', `data:text/javascript,${pretend}`, BIN, '--help']);
    await expect(old).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/needs Node 22\.\d+.*this is Node 20\.9\.0.*\n.*npm ci/),
    });
  });
});

describe('earshot', () => {
  it('tells its commands and exit codes', async () => {
    const { code, stdout } = await earshot(['--help']);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /serve[\s\S]*analyze[\s\S]*import[\s\S]*reconcile[\s\S]*Exit codes: 0 fine, 1 failure, 2 wrong use, 3/,
    );
  });

  it.each([
    [['nonsense']],
    [['analyze']],
    [['serve', '--nonsense']],
    [['reconcile', '--day', 'today']],
    [['reconcile', '--day', '2026-02-30']],
  ])('%j is wrong use', async (args) => {
    const { code, stderr } = await earshot(args);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^earshot: /);
  });
});

describe('earshot analyze', () => {
  it('tells the sentiment of its words', async () => {
    const { stdout } = await earshot(['analyze', 'I', 'love', 'it']);
    expect(stdout).toMatch(/^POSITIVE .*positive 0\.\d\d.*\(en, /);
  });

  it('says what is wrong with its words, and speaks of lines only where there are some', async () => {
    expect(await earshot(['analyze', ''])).toMatchObject({ code: 1, stderr: 'earshot: Feedback text is required\n' });
  });

  it('tells that of each line, and what is wrong with a line', async () => {
    const child = spawn(process.execPath, [BIN, 'analyze', '-', '--json'], { stdio: ['pipe', 'pipe', 'pipe'] });
    child.stdin.end(
      Buffer.concat([
        Buffer.from('great\n\nToimitus oli nopea ja kuljettaja erittäin ystävällinen.\n'),
        Buffer.from([0xff, 0x0a]),
      ]),
    );
    const [stdout, stderr] = await Promise.all([child.stdout.toArray(), child.stderr.toArray()]);
    const told = stdout
      .join('')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(told).toMatchObject([
      { text: 'great', sentiment: 'POSITIVE' },
      { sentiment: 'UNKNOWN', language: 'fi' },
    ]);
    expect(stderr.join('')).toContain('line 4: the line holds bytes that are not UTF-8');
  });
});

describe('earshot reconcile', () => {
  it('tells of a damaged object, mends the others, and says so in its exit code', async () => {
    const [file, data] = [join(folder, 'two-days.csv'), join(folder, 'damaged')];
    await writeFile(file, 'feedback,timestamp\nfine,2026-03-01\nslow,2026-03-02\n');
    await earshot(['import', file, '--data', data]);
    const [damaged = '', lost = ''] = (await contentsOf(data)).objects.toSorted();
    await writeFile(join(data, 'lake', damaged), '{"feedbackId":');
    await rm(join(data, 'lake', lost));
    const { code, stdout, stderr } = await earshot([
      'reconcile',
      '--data',
      data,
      '--from',
      '2026-03-01',
      '--to',
      '2026-03-02',
      '--json',
    ]);
    expect([code, stderr]).toEqual([1, expect.stringMatching(`2026-03-01: .*${damaged}.*is damaged`)]);
    expect(JSON.parse(stdout)).toMatchObject({ day: '2026-03-02', addedToLake: 1 });
  });

  it('takes a folder that is not there for a mistake, and makes none', async () => {
    const data = join(folder, 'mistyped');
    const there = { code: 1, stderr: `earshot: there is no data folder ${data}; name another by --data (or EARSHOT_DATA)\n` };
    expect(await earshot(['reconcile', '--data', data])).toMatchObject(there);
    expect(await readdir(folder)).not.toContain('mistyped');
  });

  it('tells each day of a range', async () => {
    await mkdir(join(folder, 'days'));
    const { stdout } = await earshot(['reconcile', '--data', join(folder, 'days'), '--from', '2026-02-27', '--to', '2026-03-01']);
    const [title, ...days] = stdout.trim().split('\n');
    expect(title).toMatch(/^day +in store +in lake +added to store +added to lake +rewritten in lake$/);
    expect(days.map((day) => day.split(/ +/)[0])).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
  });
});

describe('a data folder', () => {
  it('that cannot be used is named', async () => {
    for (const data of ['/proc/nowhere/deep', join(BIN, 'below-a-file'), BIN])
      expect(await earshot(['serve', '--port', '0', '--data', data])).toMatchObject({
        code: 1,
        stderr: expect.stringMatching(`the data folder ${data} cannot be used; choose one that can be written`),
      });
  });

  it('whose lake is a file is not served', async () => {
    const data = join(folder, 'no-lake');
    await mkdir(data);
    await writeFile(join(data, 'lake'), '');
    expect(await earshot(['serve', '--port', '0', '--data', data])).toMatchObject({
      code: 1,
      stdout: '',
      stderr: `earshot: ${join(data, 'lake')} is a file where the folder of the lake should be; move it away\n`,
    });
  });
});
