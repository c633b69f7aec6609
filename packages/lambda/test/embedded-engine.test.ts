import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { weightsFolder } from '@earshot/adapters-local/engine';
import { encodeWeights, type LabelledRow, train } from '@earshot/adapters-local/training';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EmbeddedEngine } from '../src/embedded-engine.ts';

const ROWS = ['positive', 'negative'] as const;
const rows = ROWS.flatMap((label): LabelledRow[] =>
  Array.from({ length: 20 }, (_, i) => ({
    text: `number ${i} is ${label === 'positive' ? 'blorp' : 'quux'}`,
    label,
    corpus: 'own',
  })),
);

let folder: string;
let file: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earshot-weights-'));
  file = join(folder, 'own.bin');
  await writeFile(file, encodeWeights('en', 'own', train(rows, { language: 'en', buckets: 1_024, folds: 0 })));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const TEXT = [{ text: 'it is quux' }];
const OWN = { analysis: { sentiment: 'NEGATIVE', engineVersion: expect.stringMatching(/^own-/) } };

describe('EmbeddedEngine with weights of one’s own', () => {
  it('judges by them', async () => {
    expect(await new EmbeddedEngine(file).analyze(TEXT, 1_000)).toMatchObject([OWN]);
  });

  it('finds a relative path beside the folder of the shipped ones, wherever it is started', async () => {
    const beside = relative(join(weightsFolder(), '..'), file);
    expect(await new EmbeddedEngine(beside).analyze(TEXT, 1_000)).toMatchObject([OWN]);
  });

  it('names the setting and the file where they cannot be read or are damaged', async () => {
    const damaged = join(folder, 'damaged.bin');
    await writeFile(damaged, (await readFile(file)).fill(1, 900));
    for (const place of [damaged, join(folder, 'none.bin')])
      await expect(new EmbeddedEngine(place).analyze(TEXT, 1_000)).rejects.toThrow(
        expect.objectContaining({ message: expect.stringContaining(`EARSHOT_WEIGHTS: the weights ${place}`) }),
      );
  });
});
