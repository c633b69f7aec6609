import type { Judgement, SentimentAnalyzer, Utterance } from '../ports/sentiment-analyzer.ts';
import { isPlainlyEnglish } from './plainly-english.ts';

/** Tells the language of a text as a BCP 47 tag; `undefined` when the text gives no reliable hint. */
export type DetectLanguage = (text: string) => string | undefined | Promise<string | undefined>;

/**
 * Fills in the language where a text comes without one: English where it plainly is, else as detected, else the default. Without a
 * detector it is always the default.
 */
export class DetectingAnalyzer implements SentimentAnalyzer {
  readonly #inner: SentimentAnalyzer;
  readonly #detect: DetectLanguage | undefined;
  readonly #defaultLanguage: string;

  constructor(inner: SentimentAnalyzer, detect: DetectLanguage | undefined, defaultLanguage: string) {
    this.#inner = inner;
    this.#detect = detect;
    this.#defaultLanguage = defaultLanguage;
  }

  async analyze(texts: readonly Utterance[], withinMs: number): Promise<readonly Judgement[]> {
    const told = await Promise.all(
      texts.map(async ({ text, language }) => ({ text, language: language ?? (await this.#tell(text)) })),
    );
    const judgements = await this.#inner.analyze(told, withinMs);
    return judgements.map((judgement, i) => withLanguage(judgement, told[i]?.language));
  }

  /** A detector that fails is no reason to judge nothing. */
  async #tell(text: string): Promise<string> {
    if (this.#detect === undefined) return this.#defaultLanguage;
    if (isPlainlyEnglish(text)) return 'en';
    try {
      return (await this.#detect(text)) ?? this.#defaultLanguage;
    } catch {
      return this.#defaultLanguage;
    }
  }
}

function withLanguage(judgement: Judgement, language: string | undefined): Judgement {
  return 'failure' in judgement && language !== undefined ? { language, ...judgement } : judgement;
}
