import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbedded } from '@earshot/adapters-local';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { earshot } from './support/earshot.ts';

const CORPUS = join(import.meta.dirname, '../../../data/corpus/en.tsv');
/** A word of a trade, which no general weights can know to be a complaint. */
const OWN_WORD = 'the blanket came out scrunkled';

let folder: string;
let file: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earshot-train-'));
  file = join(folder, 'rows.tsv');
  await writeFile(file, `label\ttext\n${await rowsOfCorpus()}\n${ownRows()}\n`);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** 260 rows of the corpus, as they come. */
async function rowsOfCorpus(): Promise<string> {
  const [, ...lines] = (await readFile(CORPUS, 'utf8')).split('\n');
  const cells = lines.map((line) => line.split('\t'));
  return cells
    .filter(([, part]) => part === 'train')
    .slice(0, 260)
    .map(([, , label, , , text]) => `${label}\t${text}`)
    .join('\n');
}

function ownRows(): string {
  const things = ['duvet', 'coat', 'curtain', 'shirt', 'rug', 'dress', 'suit', 'scarf'];
  const days = ['on Monday', 'again', 'after an hour', 'in the second wash', 'this time'];
  return things.flatMap((thing) => days.map((day) => `negative\tThe ${thing} came out scrunkled ${day}`)).join('\n');
}

describe('earshot train', () => {
  it('writes weights that know the words of the rows, and shows how they do on rows held back', async () => {
    const out = join(folder, 'weights.bin');
    const trained = await earshot(['train', file, '--out', out]);
    expect(trained).toMatchObject({ code: 0 });
    for (const part of [
      /is \\ taken for/,
      /precision +recall/,
      /calibration error/,
      /in use +trained +change/,
      /own-[0-9a-f]{8}/,
    ])
      expect(trained.stdout).toMatch(part);
    const judged = async (args: readonly string[], env = {}) =>
      JSON.parse((await earshot(['analyze', OWN_WORD, '--json', ...args], env)).stdout);
    const own = await judged(['--weights', out]);
    expect(own).toMatchObject({ sentiment: 'NEGATIVE', analysis: { engineVersion: expect.stringMatching(/^own-/) } });
    expect(own.sentimentScores.negative).toBeGreaterThan((await judged([])).sentimentScores.negative);
    expect(await judged([], { EARSHOT_WEIGHTS: out })).toEqual(own);
    const lines = join(folder, 'lines.jsonl');
    await writeFile(lines, `${JSON.stringify({ feedback: OWN_WORD })}\n`);
    const data = join(folder, 'imported');
    await earshot(['import', lines, '--data', data, '--weights', out]);
    const { store, close } = await openEmbedded({ folder: data, weights: out });
    const { items } = await store.list({ limit: 10 });
    await close();
    expect(items).toMatchObject([{ sentiment: 'NEGATIVE', analysis: own.analysis }]);
  });

  it('gives the same bytes for the same rows', async () => {
    const [one, same] = ['one.bin', 'same.bin'].map((name) => join(folder, name));
    for (const out of [one, same]) await earshot(['train', file, '--out', out ?? '', '--from', 'none']);
    expect((await readFile(one ?? '')).equals(await readFile(same ?? ''))).toBe(true);
  });

  it.each([
    ['few rows', 'positive\tGood\nnegative\tBad\n', [], /2 labelled rows, too few.*at least 50/],
    [
      'one label',
      Array.from({ length: 80 }, (_, i) => `positive\tGood ${i}`).join('\n'),
      [],
      /are positive; give rows with at least two/,
    ],
    ['a language without features', 'positive\tGood\n', ['--language', 'fi'], /fi cannot be trained; choose one of en/],
    ['weights of another language', 'positive\tGut\n', ['--language', 'de', '--from', 'SHIPPED'], /is for en, the rows for de/],
  ])('refuses %s, and writes nothing', async (_, content, more, message) => {
    const place = await mkdtemp(join(folder, 'refused-'));
    const rows = join(place, 'rows.tsv');
    await writeFile(rows, content);
    const shipped = join(import.meta.dirname, '../../adapters-local/weights/en.bin');
    const args = more.map((one) => (one === 'SHIPPED' ? shipped : one));
    const { code, stderr } = await earshot(['train', rows, '--out', join(place, 'weights.bin'), ...args]);
    expect([code, stderr]).toEqual([1, expect.stringMatching(message)]);
    expect(await readdir(place)).toEqual(['rows.tsv']);
  });

  it.each([
    [['train', 'FILE'], '--out'],
    [['train', '--out', 'FILE.bin'], 'name a file'],
    [['train', 'FILE', '--out', 'FILE'], '--out must not be one of the files'],
  ])('%j is wrong use', async (args, words) => {
    const { code, stderr } = await earshot(args.map((arg) => arg.replace('FILE', file)));
    expect([code, stderr]).toEqual([2, expect.stringContaining(words)]);
  });

  it('says before it trains that the place for the weights cannot be written', async () => {
    await mkdir(join(folder, 'a-folder'));
    for (const place of ['a-folder', 'none/weights.bin']) {
      const { code, stderr } = await earshot(['train', file, '--out', join(folder, place)]);
      expect([code, stderr]).toEqual([1, expect.stringContaining('--out: ')]);
    }
  });
});

describe('earshot evaluate', () => {
  it('shows how rows are judged and what a cascade would save', async () => {
    const { stdout } = await earshot(['evaluate', file, '--cascade']);
    for (const part of [/is \\ taken for/, /macro F1/, /threshold +calls saved +agreement/]) expect(stdout).toMatch(part);
    const json = JSON.parse((await earshot(['evaluate', file, '--cascade', '--json', '--language', 'en'])).stdout);
    expect(json).toMatchObject({ rows: 300, failed: 0, left: 0, cascade: expect.any(Array) });
  });

  it.each([
    ['a.tsv', 'label\ttext\npositive\tGood\n\nodd\tBad\nnegative\t\n'],
    ['b.tsv', 'positive\tGood\nnegative\tBad\n\nodd\tBad\nnegative\t\n'],
    ['a.csv', 'id,text,label\n1,"Good\nindeed",positive\n2,Bad,odd\n3,,negative\n'],
    ['a.jsonl', '{"text":"Good","label":"positive"}\n\n\n{"text":"Bad","label":"odd"}\n{"label":"negative"}\n'],
  ])('names the lines of %s that are left out', async (name, content) => {
    await writeFile(join(folder, name), content);
    const { code, stderr } = await earshot(['evaluate', join(folder, name)]);
    expect([code, stderr]).toEqual([0, expect.stringContaining(': 2 left out (lines 4, 5)')]);
  });

  it('takes from the store what Comprehend judged', async () => {
    const data = join(folder, 'data');
    const { store, close } = await openEmbedded({ folder: data, language: 'en' });
    for (const [i, engine] of ['comprehend', 'earshot-linear', 'comprehend'].entries())
      await store.put({
        feedbackId: `00000000-0000-4000-8000-00000000000${i}`,
        timestamp: 1_795_000_000 + i,
        customerId: 'c-1',
        feedbackText: 'I love it',
        sentiment: 'POSITIVE',
        sentimentScores: { positive: 1, negative: 0, neutral: 0, mixed: 0 },
        language: 'en',
        analysis: { engine, engineVersion: '1', chunks: 1, fallback: false },
      });
    await close();
    const { stdout } = await earshot(['evaluate', '--from-store', '--data', data, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ rows: 2, accuracy: 1 });
    const empty = await earshot(['evaluate', '--from-store', '--data', join(folder, 'empty')]);
    expect([empty.code, empty.stderr]).toEqual([1, expect.stringContaining('no feedback that Comprehend judged')]);
  });
});

describe('weights that cannot be used', () => {
  it('are named, and leave no session behind', async () => {
    const data = join(folder, 'damaged');
    const { code, stderr } = await earshot(['serve', '--data', data, '--port', '0', '--weights', file]);
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^earshot: the weights .*rows\.tsv are not in the format/)]);
    expect(await readdir(data)).toEqual([]);
  });
});
