import type { Judgement, SentimentAnalyzer, Utterance } from '../ports/sentiment-analyzer.ts';

/** Tells the language of a text as a BCP 47 tag; `undefined` when the text gives no reliable hint. */
export type DetectLanguage = (text: string) => string | undefined;

/** Fills in the language where a text comes without one: as detected, else the default. */
export class DetectingAnalyzer implements SentimentAnalyzer {
  readonly #inner: SentimentAnalyzer;
  readonly #detect: DetectLanguage;
  readonly #defaultLanguage: string;

  constructor(inner: SentimentAnalyzer, detect: DetectLanguage, defaultLanguage: string) {
    this.#inner = inner;
    this.#detect = detect;
    this.#defaultLanguage = defaultLanguage;
  }

  async analyze(texts: readonly Utterance[], withinMs: number): Promise<readonly Judgement[]> {
    const told = texts.map(({ text, language }) => ({ text, language: language ?? this.#detect(text) ?? this.#defaultLanguage }));
    const judgements = await this.#inner.analyze(told, withinMs);
    return judgements.map((judgement, i) => withLanguage(judgement, told[i]?.language));
  }
}

function withLanguage(judgement: Judgement, language: string | undefined): Judgement {
  return 'failure' in judgement && language !== undefined ? { language, ...judgement } : judgement;
}
