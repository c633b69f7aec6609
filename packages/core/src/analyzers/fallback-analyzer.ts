import type { Clock } from '../identity.ts';
import type { Judgement, SentimentAnalyzer, Utterance } from '../ports/sentiment-analyzer.ts';
import { asked, isJudged } from './asking.ts';
import { CircuitBreaker } from './circuit-breaker.ts';

/** Of the time for an answer, what the first analyzer may take. */
const FIRST_SHARE = 0.9;

/**
 * Asks a second analyzer for what the first cannot judge, and marks its answers `fallback`. The first has nine tenths of the time, the
 * second what is left. After 5 failed calls in a row the first is left alone but for a probe every 10 s.
 */
export class FallbackAnalyzer implements SentimentAnalyzer {
  readonly #first: SentimentAnalyzer;
  readonly #second: SentimentAnalyzer;
  readonly #clock: Clock;
  readonly #breaker: CircuitBreaker;

  constructor(first: SentimentAnalyzer, second: SentimentAnalyzer, clock: Clock) {
    this.#first = first;
    this.#second = second;
    this.#clock = clock;
    this.#breaker = new CircuitBreaker(clock);
  }

  async analyze(texts: readonly Utterance[], withinMs: number): Promise<readonly Judgement[]> {
    const endsAt = this.#clock.now() + withinMs;
    const judgements = await this.#askFirst(texts, FIRST_SHARE * withinMs);
    const open = texts.flatMap((text, i) => (isJudged(judgements[i]) ? [] : [{ text, i }]));
    if (open.length === 0) return judgements;
    const second = await asked(
      this.#second,
      open.map(({ text }) => text),
      Math.max(0, endsAt - this.#clock.now()),
    );
    const answers = new Map(open.map(({ i }, at) => [i, asFallback(second[at])]));
    return texts.flatMap((_, i) => answers.get(i) ?? judgements[i] ?? []);
  }

  /** The first analyzer's judgements; none when the circuit is open or the call as a whole fails. */
  async #askFirst(texts: readonly Utterance[], withinMs: number): Promise<readonly Judgement[]> {
    if (texts.length === 0 || !this.#breaker.admits()) return [];
    const judgements = await asked(this.#first, texts, withinMs);
    if (judgements.some(isOutage)) this.#breaker.failed();
    else if (judgements.some(isJudged)) this.#breaker.succeeded();
    return judgements;
  }
}

/** Whether a judgement says that the service is down, and not that the text is not for it. */
function isOutage(judgement: Judgement): boolean {
  return 'failure' in judgement && judgement.failure.kind !== 'unsupported' && judgement.failure.kind !== 'invalid';
}

function asFallback(judgement: Judgement | undefined): Judgement | undefined {
  if (judgement === undefined || 'failure' in judgement) return judgement;
  return { analysis: { ...judgement.analysis, fallback: true } };
}
