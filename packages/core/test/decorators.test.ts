import { describe, expect, it } from '@jest/globals';
import { analyzerSuite } from '../src/conformance/index.ts';
import {
  ChunkingAnalyzer,
  DetectingAnalyzer,
  Failure,
  FallbackAnalyzer,
  type Judgement,
  type SentimentAnalyzer,
  splitText,
  type Utterance,
  utf8Length,
} from '../src/index.ts';
import { MemoryAnalyzer } from '../src/memory/index.ts';
import { SetClock } from './bench.ts';
import { analyzerSubject } from './subjects.ts';

/** Refuses texts over a number of bytes, as Comprehend does, and notes what it was asked. */
class ShortTextsAnalyzer implements SentimentAnalyzer {
  readonly asked: Utterance[] = [];
  readonly #inner = new MemoryAnalyzer();
  readonly #maxBytes: number;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  async analyze(texts: readonly Utterance[]): Promise<readonly Judgement[]> {
    this.asked.push(...texts);
    const judgements = await this.#inner.analyze(texts);
    const tooLong = { failure: new Failure('invalid', 'text: is too long') };
    return judgements.map((judgement, i) => (utf8Length(texts[i]?.text ?? '') > this.#maxBytes ? tooLong : judgement));
  }
}

/** Down while it is told to be; counts its calls. */
class ShakyAnalyzer implements SentimentAnalyzer {
  down = true;
  calls = 0;
  readonly #inner = new MemoryAnalyzer();

  async analyze(texts: readonly Utterance[]): Promise<readonly Judgement[]> {
    this.calls += 1;
    if (this.down) throw new Failure('unavailable', 'it is down');
    return this.#inner.analyze(texts);
  }
}

describe('an analyzer of short texts', () => {
  analyzerSuite({ describe, it }, async () => analyzerSubject(new ShortTextsAnalyzer(5_000), 5_000));
});

describe('ChunkingAnalyzer', () => {
  analyzerSuite({ describe, it }, async () => analyzerSubject(new ChunkingAnalyzer(new ShortTextsAnalyzer(5_000), 5_000)));

  it('cuts at sentence ends, asks once for all pieces, and joins the scores by their bytes', async () => {
    const inner = new ShortTextsAnalyzer(40);
    const text = 'It was great and good, I love it. Bad. It was a great day for all of us here.';
    const [judgement] = await new ChunkingAnalyzer(inner, 40).analyze([{ text, language: 'en' }], 0);
    expect(inner.asked.map((piece) => piece.text)).toEqual([
      'It was great and good, I love it. Bad. ',
      'It was a great day for all of us here.',
    ]);
    expect(judgement).toMatchObject({ analysis: { chunks: 2, sentiment: expect.any(String) } });
  });
});

describe('DetectingAnalyzer', () => {
  analyzerSuite({ describe, it }, async () =>
    analyzerSubject(new DetectingAnalyzer(new MemoryAnalyzer(), () => undefined, 'en')),
  );

  it('takes the language given, else the one detected, else the default, and tells it also of what nobody can judge', async () => {
    const analyzer = new DetectingAnalyzer(new MemoryAnalyzer(), (text) => (text === 'hyvä' ? 'fi' : undefined), 'en');
    const judgements = await analyzer.analyze([{ text: 'good', language: 'de' }, { text: 'hyvä' }, { text: 'good' }], 0);
    expect(judgements).toMatchObject([
      { language: 'de', failure: {} },
      { language: 'fi', failure: {} },
      { analysis: { language: 'en' } },
    ]);
  });
});

describe('FallbackAnalyzer', () => {
  const both = (first: SentimentAnalyzer) => new FallbackAnalyzer(first, new MemoryAnalyzer(), new SetClock());

  it('gives the first nine tenths of the time and the second what is left of it', async () => {
    const clock = new SetClock();
    const given: number[] = [];
    const first: SentimentAnalyzer = {
      analyze: async (_, withinMs) => {
        given.push(withinMs);
        clock.ms += withinMs;
        throw new Failure('unavailable', 'hangs');
      },
    };
    const second: SentimentAnalyzer = {
      analyze: (texts, withinMs) => {
        given.push(withinMs);
        return new MemoryAnalyzer().analyze(texts);
      },
    };
    await new FallbackAnalyzer(first, second, clock).analyze([{ text: 'great', language: 'en' }], 1_000);
    expect(given).toEqual([900, 100]);
  });
  analyzerSuite({ describe, it }, async () => analyzerSubject(both(new MemoryAnalyzer())));
  describe('over an analyzer that is down', () => {
    analyzerSuite({ describe, it }, async () => analyzerSubject(both(new ShakyAnalyzer())));
  });

  it('marks what the second judged, and only that', async () => {
    const analyzer = both(new ShortTextsAnalyzer(20));
    const judgements = await analyzer.analyze([{ text: 'good' }, { text: 'good '.repeat(20) }], 0);
    expect(judgements).toMatchObject([{ analysis: { fallback: false } }, { analysis: { fallback: true } }]);
  });

  it('leaves a service alone after five failures in a row, but for a probe every ten seconds', async () => {
    const [first, clock] = [new ShakyAnalyzer(), new SetClock()];
    const analyzer = new FallbackAnalyzer(first, new MemoryAnalyzer(), clock);
    const ask = async (times: number) => {
      for (let i = 0; i < times; i += 1) await analyzer.analyze([{ text: 'good' }], 0);
      return first.calls;
    };
    expect(await ask(20)).toBe(5);
    clock.ms += 10_000;
    expect(await ask(20)).toBe(6);
    first.down = false;
    clock.ms += 10_000;
    expect(await ask(20)).toBe(26);
  });

  it('does not take a text that is not for the service as a failure of the service', async () => {
    const first = new ShortTextsAnalyzer(5);
    const analyzer = both(first);
    for (let i = 0; i < 9; i += 1) await analyzer.analyze([{ text: 'a longer text' }, { text: 'hyvä', language: 'fi' }], 0);
    expect(first.asked).toHaveLength(18);
  });
});

describe('splitText', () => {
  const family = '👨‍👩‍👧‍👦';

  it.each([
    ['sentences', 'One. Two! Three? '.repeat(400), 500],
    ['one long word', 'x'.repeat(9_999), 500],
    ['families of emoji', family.repeat(400), 500],
    ['a character longer than a piece', `a${'\u0301'.repeat(900)}`, 500],
    ['Japanese', '荷物が届きません。'.repeat(300), 500],
    ['pieces of four bytes', '𝄞é€x'.repeat(9), 4],
  ])('gives pieces that fit and together are the text: %s', (_, text, maxBytes) => {
    const pieces = splitText(text, maxBytes);
    expect(pieces.join('')).toBe(text);
    expect(Math.max(...pieces.map(utf8Length))).toBeLessThanOrEqual(maxBytes);
    expect(pieces.every((piece) => piece.isWellFormed())).toBe(true);
  });

  it('cuts no emoji in two where there is another way', () => {
    expect(splitText(family.repeat(40), 60).every((piece) => piece.startsWith('👨') && piece.endsWith('👦'))).toBe(true);
  });
});
