import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dayOf, groupBy, parseSubmission } from '@earshot/core';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { takeDemoFolder } from '../src/demo/demo-folder.ts';
import { isSomebodyThere } from '../src/demo/open-page.ts';
import { demoRows } from '../src/demo/rows.ts';
import { type DemoRow, Shop } from '../src/demo/shop.ts';
import { LANGUAGES, loadTexts, type Text } from '../src/demo/texts.ts';

let texts: ReadonlyMap<string, readonly Text[]>;
beforeAll(async () => {
  texts = await loadTexts();
});

const rows = (more: { readonly seed?: number; readonly day?: string; readonly count?: number } = {}) => {
  const options = { texts, seed: 1, day: '2026-11-30', count: 3_000, ...more };
  return demoRows(options, new Shop(options));
};

const daysOf = (all: readonly DemoRow[]) => groupBy(all, ({ timestamp }) => dayOf(timestamp));
const valuesOf = <T>(all: readonly DemoRow[], value: (row: DemoRow) => T) => new Set(all.map(value));

describe('the feedback of the demo', () => {
  it('is the same to the byte for the same seed and day, and other for others', () => {
    const text = JSON.stringify(rows());
    expect(JSON.stringify(rows())).toBe(text);
    const feedback = (all: readonly DemoRow[]) => all.map((row) => row.feedback);
    expect(feedback(rows({ seed: 2 }))).not.toEqual(feedback(rows()));
    expect(daysOf(rows({ day: '2026-12-01' })).has('2026-12-01')).toBe(true);
  });

  it('is as much as asked for, over sixty days up to the last, oldest first', () => {
    const all = rows();
    expect(all).toHaveLength(3_000);
    const days = [...daysOf(all).keys()];
    expect([days.length, days[0], days.at(-1)]).toEqual([60, '2026-10-02', '2026-11-30']);
    expect(all).toEqual([...all].sort((a, b) => a.timestamp - b.timestamp));
  });

  it('is what anybody may submit, each with a key of its own', () => {
    const all = rows();
    for (const row of all) expect(() => parseSubmission(row, row.idempotency_key)).not.toThrow();
    expect(valuesOf(all, ({ idempotency_key }) => idempotency_key).size).toBe(3_000);
  });

  it('comes in six languages, by five ways, about seven things, from customers who come back', () => {
    const all = rows();
    expect(valuesOf(all, ({ language }) => language)).toEqual(new Set(LANGUAGES));
    expect(valuesOf(all, ({ source }) => source).size).toBe(5);
    expect(valuesOf(all, ({ metadata }) => metadata['product']).size).toBe(7);
    const often = [...groupBy(all, ({ customer_id }) => customer_id)].filter(([id, own]) => id !== undefined && own.length > 5);
    expect(often.length).toBeGreaterThan(10);
  });

  it('says something else three times out of four, with nothing left to fill in', () => {
    const all = rows();
    expect(valuesOf(all, ({ feedback }) => feedback).size).toBeGreaterThan(2_250);
    expect(all.filter(({ feedback }) => /[{}]|undefined/.test(feedback))).toEqual([]);
  });

  it.each([1, 2, 3])('says nothing twice among fifty that follow each other, the newest too (seed %i)', (seed) => {
    const known = [...texts.values()].flat().map(({ text }) => text.replace(/\.$/, ''));
    const longest = (feedback: string) =>
      known.reduce((best, text) => (text.length > best.length && feedback.includes(text) ? text : best), '');
    const newest = rows({ seed })
      .slice(-150)
      .map(({ feedback }) => longest(feedback));
    for (let first = 0; first <= newest.length - 50; first += 1) {
      const shown = newest.slice(first, first + 50);
      expect(shown.filter((text, i) => text !== '' && shown.indexOf(text) !== i)).toEqual([]);
    }
  });

  it('has its worst days when the app charged twice, eight days before the last', () => {
    const busiest = [...daysOf(rows())].sort(([, a], [, b]) => b.length - a.length).slice(0, 2);
    expect(new Set(busiest.map(([day]) => day))).toEqual(new Set(['2026-11-22', '2026-11-23']));
  });
});

describe('the folder of the demo', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'earshot-demo-folder-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('is emptied of what the demo made, and of nothing else', async () => {
    const own = join(folder, 'own');
    (await takeDemoFolder(own)).release();
    await mkdir(join(own, 'lake/feedback'), { recursive: true });
    for (const name of ['feedback.sqlite', 'feedback.sqlite-wal', 'notes.txt']) await writeFile(join(own, name), 'x');
    (await takeDemoFolder(own)).release();
    expect((await readdir(own)).filter((name) => !name.startsWith('earshot-demo'))).toEqual(['notes.txt']);
  });

  it('is never one with data that is not the demo’s', async () => {
    const data = join(folder, 'data');
    await mkdir(data);
    await writeFile(join(data, 'feedback.sqlite'), 'mine');
    await expect(takeDemoFolder(data)).rejects.toMatchObject({ kind: 'conflict', message: expect.stringContaining('--data') });
    expect(await readdir(data)).toEqual(['feedback.sqlite']);
  });

  it('is one demo’s at a time', async () => {
    const shared = join(folder, 'shared');
    const first = await takeDemoFolder(shared);
    await writeFile(join(shared, 'feedback.sqlite'), 'x');
    await expect(takeDemoFolder(shared)).rejects.toThrow('a demo runs in');
    expect(await readdir(shared)).toContain('feedback.sqlite');
    first.release();
    (await takeDemoFolder(shared)).release();
  });

  it('says what is wrong with its lock where no demo runs', async () => {
    const broken = join(folder, 'broken');
    (await takeDemoFolder(broken)).release();
    await writeFile(join(broken, 'earshot-demo.lock'), 'no lock of ours'.repeat(99));
    await expect(takeDemoFolder(broken)).rejects.toThrow(`${join(broken, 'earshot-demo.lock')}: file is not a database`);
  });
});

describe('a browser is opened', () => {
  it.each<[string, NodeJS.ProcessEnv, boolean]>([
    ['linux', {}, false],
    ['linux', { DISPLAY: ':0' }, true],
    ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, true],
    ['linux', { DISPLAY: ':0', CI: 'true' }, false],
    ['darwin', {}, true],
    ['win32', { CI: '1' }, false],
  ])('on %s with %p: %p', (platform, env, there) => expect(isSomebodyThere(env, platform)).toBe(there));
});
