import { describe, expect, it } from '@jest/globals';
import { Failure, type FeedbackStore, type Judgement, parseLines, type SentimentAnalyzer, submitFeedback } from '../src/index.ts';
import { MemoryAnalyzer, MemoryLake, MemoryStore } from '../src/memory/index.ts';
import { failing, MORNING, memoryPipeline, SetClock, submission } from './bench.ts';

const KEY = 'order-4711';

/** Judges every call differently. */
class MoodyAnalyzer implements SentimentAnalyzer {
  #calls = 0;

  async analyze(): Promise<readonly Judgement[]> {
    this.#calls += 1;
    const positive = 1 / this.#calls;
    await new Promise((resolve) => setTimeout(resolve, this.#calls % 7));
    const scores = { positive, negative: 1 - positive, neutral: 0, mixed: 0 };
    const sentiment = positive > 0.5 ? ('POSITIVE' as const) : ('NEGATIVE' as const);
    return [{ analysis: { sentiment, scores, language: 'en', engine: 'moody', engineVersion: '1', chunks: 1, fallback: false } }];
  }
}

async function kept({ store, lake }: { store: MemoryStore; lake: MemoryLake }) {
  const inStore = (await store.list({ limit: 1000 })).items;
  const inLake = [...lake.objects].flatMap(([key, text]) => parseLines(key, text));
  return { inStore, inLake };
}

/** A lake whose appends fail so many times. */
function lakeFailing(times: number): MemoryLake {
  const lake = new MemoryLake();
  lake.append = failing(times, lake.append.bind(lake));
  return lake;
}

/** A store whose puts fail so many times; with `after`, only after they have stored the record. */
function storeFailing(times: number, after = false): MemoryStore {
  const store = new MemoryStore();
  const put = store.put.bind(store);
  const fail = failing(times, async () => {});
  store.put = async (record) => {
    if (!after) await fail();
    const stored = await put(record);
    if (after) await fail();
    return stored;
  };
  return store;
}

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const reason = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (reason instanceof Failure) return reason;
  throw new Error(`expected a failure, got ${String(reason)}`);
}

describe('submitFeedback', () => {
  it('keeps one record, the same in store and lake, and gives its receipt', async () => {
    const bench = memoryPipeline();
    const receipt = await submitFeedback(
      bench.pipeline,
      submission('great service', undefined, { source: 'web', rating: 9, metadata: { a: 'b' } }),
    );
    const { inStore, inLake } = await kept(bench);
    expect(inStore).toEqual(inLake);
    expect(inStore).toEqual([
      expect.objectContaining({
        ...receipt,
        feedbackText: 'great service',
        customerId: 'c-1',
        timestamp: MORNING / 1000,
        source: 'web',
        rating: 9,
        metadata: { a: 'b' },
      }),
    ]);
    expect([...bench.metrics.totals]).toEqual([['["FeedbackProcessed",["Sentiment","POSITIVE"]]', 1]]);
  });

  it('takes the same text twice as two pieces of feedback when no key says otherwise', async () => {
    const bench = memoryPipeline();
    await submitFeedback(bench.pipeline, submission('great'));
    await submitFeedback(bench.pipeline, submission('great'));
    expect((await kept(bench)).inStore).toHaveLength(2);
  });

  it('keeps a text whose language no engine can judge as UNKNOWN, with four zeros', async () => {
    const bench = memoryPipeline();
    const receipt = await submitFeedback(bench.pipeline, submission('hyvä', undefined, { language: 'fi' }));
    expect(receipt.sentiment).toBe('UNKNOWN');
    const [record] = (await kept(bench)).inLake;
    expect(record).toMatchObject({
      language: 'fi',
      sentimentScores: { positive: 0, negative: 0, neutral: 0, mixed: 0 },
      analysis: { engine: 'none', chunks: 0 },
    });
  });
});

describe('the same key from the same customer', () => {
  it('gives fifty submissions at once the same receipt, one record and one lake object', async () => {
    const bench = memoryPipeline({ analyzer: new MoodyAnalyzer() });
    const receipts = await Promise.all(
      Array.from({ length: 50 }, () => submitFeedback(bench.pipeline, submission('great', KEY))),
    );
    expect(new Set(receipts.map((receipt) => JSON.stringify(receipt))).size).toBe(1);
    const { inStore, inLake } = await kept(bench);
    expect(inStore).toHaveLength(1);
    expect(inLake).toEqual(inStore);
    expect([...bench.metrics.totals.values()]).toEqual([1]);
  });

  it('gives the first receipt days later, and stays on the first day', async () => {
    const clock = new SetClock();
    const bench = memoryPipeline({ clock, analyzer: new MoodyAnalyzer() });
    const first = await submitFeedback(bench.pipeline, submission('great', KEY));
    clock.ms += 3 * 86_400_000;
    expect(await submitFeedback(bench.pipeline, submission('great', KEY))).toEqual(first);
    expect([...bench.lake.objects.keys()]).toEqual([`feedback/year=2026/month=11/day=24/${first.feedbackId}.json`]);
  });

  it('with another body is a conflict, which is nobody’s processing error', async () => {
    const bench = memoryPipeline();
    await submitFeedback(bench.pipeline, submission('great', KEY));
    const failure = await failureOf(submitFeedback(bench.pipeline, submission('awful', KEY)));
    expect(failure).toMatchObject({ kind: 'conflict', issues: [{ field: 'Idempotency-Key' }] });
    expect([...bench.metrics.totals.keys()]).toEqual(['["FeedbackProcessed",["Sentiment","POSITIVE"]]']);
  });

  it('from another customer is another feedback', async () => {
    const bench = memoryPipeline();
    const one = await submitFeedback(bench.pipeline, submission('great', KEY));
    const two = await submitFeedback(bench.pipeline, submission('great', KEY, { customer_id: 'c-2' }));
    expect(one.feedbackId).not.toBe(two.feedbackId);
  });

  it('heals a lake that failed the first time', async () => {
    const bench = memoryPipeline({ analyzer: new MoodyAnalyzer() });
    const lake = lakeFailing(1);
    await failureOf(submitFeedback({ ...bench.pipeline, lake }, submission('great', KEY)));
    await submitFeedback({ ...bench.pipeline, lake }, submission('great', KEY));
    const { inStore, inLake } = await kept({ ...bench, lake });
    expect(inLake).toEqual(inStore);
  });

  it('accepted a second before midnight and retried after it stays on its day', async () => {
    const clock = new SetClock(Date.UTC(2026, 10, 24, 23, 59, 59, 900));
    const bench = memoryPipeline({ clock });
    const lake = lakeFailing(1);
    await failureOf(submitFeedback({ ...bench.pipeline, lake }, submission('great', KEY)));
    clock.ms += 5_000;
    await submitFeedback({ ...bench.pipeline, lake }, submission('great', KEY));
    expect([...lake.objects.keys()]).toEqual([expect.stringContaining('/day=24/')]);
  });
});

describe('a failure half-way', () => {
  const retry = async (bench: ReturnType<typeof memoryPipeline>, parts: object) => {
    const failure = await failureOf(submitFeedback({ ...bench.pipeline, ...parts }, submission('great')));
    expect(failure).toMatchObject({ kind: 'unavailable', retryable: true, retryKey: expect.any(String) });
    bench.clock.ms += 61_000;
    await submitFeedback({ ...bench.pipeline, ...parts }, submission('great', failure.retryKey));
    return failure;
  };

  it.each([
    ['the lake fails', () => ({ lake: lakeFailing(1) })],
    ['the store fails', () => ({ store: storeFailing(1) })],
    ['the store fails after it stored', () => ({ store: storeFailing(1, true) })],
    ['both fail', () => ({ lake: lakeFailing(1), store: storeFailing(1) })],
  ])('gives a key with which a retry leaves one equal record in both: %s', async (_, parts) => {
    const bench = memoryPipeline({ analyzer: new MoodyAnalyzer() });
    const broken = { store: bench.store, lake: bench.lake, ...parts() };
    await retry(bench, broken);
    const { inStore, inLake } = await kept(broken);
    expect(inStore).toHaveLength(1);
    expect(inLake).toEqual(inStore);
    expect(inStore[0]?.timestamp).toBe(MORNING / 1000);
  });

  it('counts as a processing error, and the feedback once, with the attempt that stored it', async () => {
    const bench = memoryPipeline();
    await retry(bench, { lake: lakeFailing(1) });
    expect(new Map(bench.metrics.totals)).toEqual(
      new Map([
        ['["FeedbackProcessed",["Sentiment","POSITIVE"]]', 1],
        ['["ProcessingErrors"]', 1],
      ]),
    );
  });

  it('keeps nothing when the analyzer fails', async () => {
    const bench = memoryPipeline({ analyzer: { analyze: failing(1, async () => []) } });
    await failureOf(submitFeedback(bench.pipeline, submission('great')));
    expect(await kept(bench)).toEqual({ inStore: [], inLake: [] });
  });

  it('gives a retry key that is worth nothing with another body, or a day later', async () => {
    const bench = memoryPipeline();
    const { retryKey } = await failureOf(submitFeedback({ ...bench.pipeline, lake: lakeFailing(1) }, submission('great')));
    expect(await failureOf(submitFeedback(bench.pipeline, submission('awful', retryKey)))).toMatchObject({ kind: 'conflict' });
    bench.clock.ms += 25 * 3_600_000;
    expect(await failureOf(submitFeedback(bench.pipeline, submission('great', retryKey)))).toMatchObject({ kind: 'invalid' });
  });

  it('of an unexpected kind is internal and keeps its cause', async () => {
    const cause = new TypeError('a bug');
    const bench = memoryPipeline({ analyzer: { analyze: () => Promise.reject(cause) } });
    const failure = await failureOf(submitFeedback(bench.pipeline, submission('great')));
    expect(failure).toMatchObject({ kind: 'internal', retryable: false, cause: { cause } });
  });
});

describe('time', () => {
  it.each([
    [29_000, 8_000],
    [60_000, 8_000],
    [12_000, 5_000],
    [1_000, 0],
  ])('of %i ms leaves the sentiment %i ms', async (within, expected) => {
    const asked: number[] = [];
    const inner = new MemoryAnalyzer();
    const analyzer: SentimentAnalyzer = {
      analyze: (texts, ms) => {
        asked.push(ms);
        return inner.analyze(texts);
      },
    };
    await submitFeedback(memoryPipeline({ analyzer }).pipeline, submission('great'), within);
    expect(asked).toEqual([expected]);
  });

  it("that a slow claim took is not the sentiment's to use", async () => {
    const asked: number[] = [];
    const bench = memoryPipeline();
    const store = new MemoryStore();
    const claim: FeedbackStore['claim'] = (wanted) => {
      bench.clock.ms += 19_000;
      return store.claim(wanted);
    };
    const analyzer: SentimentAnalyzer = {
      analyze: (texts, ms) => {
        asked.push(ms);
        return new MemoryAnalyzer().analyze(texts);
      },
    };
    const slow = { claim, put: store.put.bind(store), get: store.get.bind(store), list: store.list.bind(store) };
    await submitFeedback({ ...bench.pipeline, analyzer, store: slow }, submission('great', KEY), 29_000);
    expect(asked).toEqual([4_000]);
  });
});
