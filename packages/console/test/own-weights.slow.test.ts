import type { ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ComprehendClient, DetectSentimentCommand } from '@aws-sdk/client-comprehend';
import { openEmbedded } from '@earshot/adapters-local';
import { encodeWeights, type LabelledRow, train } from '@earshot/adapters-local/training';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { earshot, type Running, start, startServer } from './support/earshot.ts';

/** Words of a trade that no general weights know. */
const BAD = 'it is quux';
const rows = (['positive', 'negative'] as const).flatMap((label): LabelledRow[] =>
  Array.from({ length: 40 }, (_, i) => ({
    text: `number ${i} is ${label === 'positive' ? 'blorp' : 'quux'}`,
    label,
    corpus: 'own',
  })),
);

let folder: string;
let weights: string;
const servers: Running[] = [];
const children: ChildProcess[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earshot-own-weights-'));
  weights = join(folder, 'own.bin');
  await writeFile(weights, encodeWeights('en', 'own', train(rows, { language: 'en', buckets: 1_024, folds: 0 })));
});

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.end('SIGKILL')));
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** A data folder with the rows as Comprehend judged them. */
async function judgedByComprehend(): Promise<string> {
  const data = await mkdtemp(join(folder, 'data-'));
  const { store, close } = await openEmbedded({ folder: data, language: 'en' });
  for (const [i, { text, label }] of rows.entries())
    await store.put({
      feedbackId: `00000000-0000-4000-8000-0000000000${10 + i}`,
      timestamp: 1_795_000_000 + i,
      customerId: 'c-1',
      feedbackText: text,
      sentiment: label === 'positive' ? 'POSITIVE' : 'NEGATIVE',
      sentimentScores: { positive: 0, negative: 0, neutral: 0, mixed: 0, [label]: 1 },
      language: 'en',
      analysis: { engine: 'comprehend', engineVersion: '1', chunks: 1, fallback: false },
    });
  await close();
  return data;
}

describe('weights of one’s own', () => {
  it('are what the server judges by, from --weights', async () => {
    const server = await startServer(['--data', join(folder, 'served'), '--port', '0', '--weights', weights, '--language', 'en']);
    servers.push(server);
    await fetch(`${server.url}/feedback`, { method: 'POST', body: JSON.stringify({ feedback: BAD }) });
    expect(await (await fetch(`${server.url}/feedback`)).json()).toMatchObject({
      items: [{ sentiment: 'NEGATIVE', analysis: { engineVersion: expect.stringMatching(/^own-/) } }],
    });
  });

  it('are what the stand-in for Comprehend judges by', async () => {
    const scoreBy = async (args: readonly string[]) => {
      const child = start(['comprehend', '--port', '0', ...args]);
      children.push(child);
      const line = await new Promise<string>((resolve) => child.stdout?.once('data', (chunk) => resolve(String(chunk))));
      const endpoint = /http:\S+(?=;)/.exec(line)?.[0] ?? '';
      const client = new ComprehendClient({
        endpoint,
        region: 'us-west-2',
        credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
      });
      return client.send(new DetectSentimentCommand({ Text: BAD, LanguageCode: 'en' }));
    };
    expect(await scoreBy(['--weights', weights])).toMatchObject({ Sentiment: 'NEGATIVE' });
    const shipped = (await scoreBy([])).SentimentScore?.Negative ?? 1;
    expect((await scoreBy(['--weights', weights])).SentimentScore?.Negative).toBeGreaterThan(shipped);
  });

  it('are trained on what Comprehend judged in the store', async () => {
    const out = join(folder, 'from-store.bin');
    const data = await judgedByComprehend();
    expect(await earshot(['train', '--from-store', '--data', data, '--out', out, '--from', 'none'])).toMatchObject({ code: 0 });
    expect((await readFile(out)).length).toBeGreaterThan(1_000);
    const { stdout } = await earshot(['analyze', BAD, '--json', '--language', 'en', '--weights', out]);
    expect(JSON.parse(stdout)).toMatchObject({ sentiment: 'NEGATIVE' });
  });
});
