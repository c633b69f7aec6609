import type { MetricsSink } from '../ports/metrics-sink.ts';
import type { Judgement, SentimentAnalyzer, Utterance } from '../ports/sentiment-analyzer.ts';
import { asked } from './asking.ts';

/** Calls of the second analyzer that may be under way at once; beyond, texts are not compared. */
const AT_ONCE = 8;

/**
 * Answers with the first analyzer, and runs a second one beside it to see how far the two agree: `ShadowAgreement` counts texts by
 * `Agrees` (`true`, `false`), and `ShadowConfusion` by both sentiments. The second never delays, changes or fails an answer; where it
 * cannot judge a text, its sentiment is `UNKNOWN`. Texts that the first cannot judge are not compared.
 */
export class ShadowAnalyzer implements SentimentAnalyzer {
  readonly #first: SentimentAnalyzer;
  readonly #second: SentimentAnalyzer;
  readonly #metrics: MetricsSink;
  readonly #later: () => Promise<void>;
  #underWay = 0;

  /** `later`: resolves once the answer is on its way, say in the next turn of the event loop; an engine that reckons in this thread waits for it. */
  constructor(first: SentimentAnalyzer, second: SentimentAnalyzer, metrics: MetricsSink, later: () => Promise<void>) {
    this.#first = first;
    this.#second = second;
    this.#metrics = metrics;
    this.#later = later;
  }

  async analyze(texts: readonly Utterance[], withinMs: number): Promise<readonly Judgement[]> {
    const judgements = await this.#first.analyze(texts, withinMs);
    if (texts.length > 0 && this.#underWay < AT_ONCE) void this.#compare(texts, judgements, withinMs);
    return judgements;
  }

  /** Never rejects: what goes wrong here concerns nobody who waits for an answer. */
  async #compare(texts: readonly Utterance[], judgements: readonly Judgement[], withinMs: number): Promise<void> {
    this.#underWay += 1;
    try {
      await this.#later();
      const second = await asked(this.#second, texts, withinMs);
      for (const [i, judgement] of judgements.entries()) this.#count(judgement, second[i]);
    } catch {
      // The comparison is lost, the answer is not.
    } finally {
      this.#underWay -= 1;
    }
  }

  #count(first: Judgement, second: Judgement | undefined): void {
    if ('failure' in first) return;
    const [one, other] = [first.analysis.sentiment, sentimentOf(second)];
    this.#metrics.count('ShadowAgreement', 1, { Agrees: String(one === other) });
    this.#metrics.count('ShadowConfusion', 1, { Sentiment: one, Shadow: other });
  }
}

function sentimentOf(judgement: Judgement | undefined): string {
  return judgement === undefined || 'failure' in judgement ? 'UNKNOWN' : judgement.analysis.sentiment;
}
