import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { appendFile, copyFile, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { contentsOf } from './support/contents.ts';
import { earshot, start, waitFor } from './support/earshot.ts';

const SENTENCES = join(import.meta.dirname, '../../../../shared/sentiment/train/vader_amazon.tsv');
const ROWS = 12_000;

let folder: string;
let csv: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earshot-import-'));
  csv = join(folder, 'rows.csv');
  const rows = Array.from({ length: ROWS }, (_, i) => `the product number ${i % 10_000} is great,c${i % 97}`);
  await writeFile(csv, `feedback,customer_id\n${rows.join('\n')}\n`);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Begins an import and ends it with a signal once it has noted that it came so many rows far. */
async function broken(data: string, signal: NodeJS.Signals, rows = 1): Promise<unknown> {
  const child = start(['import', csv, '--data', data]);
  const exited = once(child, 'exit');
  await waitFor(() => notedRows() >= rows);
  child.kill(signal);
  const [code]: unknown[] = await exited;
  return code;
}

function notedRows(): number {
  const file = `${csv}.earshot-progress.json`;
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).rows : -1;
}

async function expectEachOnce(data: string, rows: number): Promise<void> {
  const { store, lake } = await contentsOf(data);
  expect([store.length, new Set(store).size]).toEqual([rows, rows]);
  expect(lake).toEqual(store);
}

describe('an import that is killed in the middle', () => {
  it.each([
    [1, ['--resume']],
    [1, []],
    [0, ['--resume']],
  ])('after %i rows or more, and run again with %j, has each row exactly once in store and lake', async (rows, how) => {
    const data = await mkdtemp(join(folder, 'data-'));
    await broken(data, 'SIGKILL', rows);
    const { code, stdout } = await earshot(['import', csv, '--data', data, '--json', ...how]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ rows: ROWS, leftOut: 0, complete: true });
    await expectEachOnce(data, ROWS);
    expect(existsSync(`${csv}.earshot-progress.json`)).toBe(false);
  });

  it('by Ctrl-C notes how far it came, says how to go on, and goes on', async () => {
    const data = await mkdtemp(join(folder, 'data-'));
    expect(await broken(data, 'SIGINT')).toBe(130);
    const { rows } = JSON.parse(await readFile(`${csv}.earshot-progress.json`, 'utf8'));
    expect((await contentsOf(data)).store).toHaveLength(rows);
    const elsewhere = await earshot(['import', csv, '--data', join(folder, 'elsewhere'), '--resume']);
    expect([elsewhere.code, elsewhere.stderr]).toEqual([1, expect.stringContaining('other settings')]);
    const { code, stdout } = await earshot(['import', csv, '--data', data, '--resume']);
    expect([code, stdout]).toEqual([0, expect.stringContaining(`, ${(ROWS - rows).toLocaleString('en')} of them now, in `)]);
    await expectEachOnce(data, ROWS);
  });
});

describe('the sentences of reviews', () => {
  it('are imported once, however often that is asked', async () => {
    if (!existsSync(SENTENCES)) throw new Error(`${SENTENCES} is not there: this test imports it`);
    const file = join(folder, 'vader_amazon.tsv');
    await copyFile(SENTENCES, file);
    const data = await mkdtemp(join(folder, 'data-'));
    for (const expected of [{ imported: 3_671 }, { imported: 0, alreadyThere: 3_671 }]) {
      const { code, stdout } = await earshot(['import', file, '--columns', 'label,feedback', '--data', data, '--json']);
      expect([code, JSON.parse(stdout)]).toMatchObject([0, { rows: 3_671, leftOut: 0, ...expected }]);
      await expectEachOnce(data, 3_671);
    }
  });
});

describe('an import of a broken file', () => {
  it('with a quoted cell of a gigabyte leaves it out, in bounded memory', async () => {
    const file = join(folder, 'gigabyte.csv');
    await writeFile(file, `feedback\n${'good\n'.repeat(1_000)}"`);
    await truncate(file, 2 ** 30);
    await appendFile(file, '"\ngreat\n');
    const told = join(folder, 'tell-memory.mjs');
    await writeFile(told, "process.on('exit', () => console.error(process.resourceUsage().maxRSS, 'kB'));");
    const { code, stdout, stderr } = await earshot(['import', file, '--data', join(folder, 'gigabyte'), '--json'], {
      NODE_OPTIONS: `--import=${told}`,
    });
    await rm(file);
    expect([code, JSON.parse(stdout)]).toMatchObject([3, { imported: 1_001, leftOut: 1 }]);
    expect(await readFile(`${file}.errors.csv`, 'utf8')).toMatch(/^1002,"the line is longer than 1,000,000 bytes"/m);
    expect(Number(/(\d+) kB/.exec(stderr)?.[1])).toBeLessThan(400_000);
  });

  it('imports what can be, writes the rest beside it with line and reason, and says so in its exit code', async () => {
    const file = join(folder, 'broken.csv');
    await writeFile(file, 'feedback,rating\ngood,9\n"open,1\n,2\nbad,3\n');
    const { code, stdout, stderr } = await earshot(['import', file, '--data', join(folder, 'broken')]);
    expect(code).toBe(3);
    expect(stdout).toMatch(/Imported 2, already there 0, left out 2: 4 rows[\s\S]*broken\.csv\.errors\.csv/);
    expect(stderr).toContain('Columns: feedback, rating');
    expect((await readFile(`${file}.errors.csv`, 'utf8')).split('\n')).toHaveLength(4);
  });

  it.each([
    ['missing.csv', [], 1, /does not exist/],
    ['rows.dat', [], 2, /does not tell its format; give --format/],
    ['sheet.xlsx', [], 1, /is a ZIP archive or a spreadsheet; unpack it, or export the sheet as CSV/],
    ['', [], 1, /is not a file; give a CSV, TSV or JSON lines file/],
    ['rows.csv', ['--encoding', 'klingon'], 2, /--encoding: klingon is not known; .*utf-16be/],
    ['rows.csv', ['--columns', 'a,b'], 1, /^earshot: --columns: must name one column "feedback" .*, not only "a", "b"$/m],
    ['rows.csv', ['--resume'], 1, /nothing to resume/],
  ])('%s %j says what is wrong in a sentence', async (name, options, expected, message) => {
    await writeFile(join(folder, 'rows.dat'), 'feedback\nfine\n');
    await writeFile(join(folder, 'sheet.xlsx'), 'PK\u0003\u0004');
    const { code, stderr } = await earshot(['import', join(folder, name), '--data', join(folder, 'wrong'), ...options]);
    expect([code, stderr]).toEqual([expected, expect.stringMatching(message)]);
    expect(stderr).not.toContain('    at ');
  });
});
