import {
  BatchDetectSentimentCommand,
  type BatchDetectSentimentCommandOutput,
  DetectSentimentCommand,
  type SentimentScore,
} from '@aws-sdk/client-comprehend';
import { Failure, groupBy, type Judgement, likeliest, type SentimentAnalyzer, type Utterance, utf8Length } from '@earshot/core';
import pLimit from 'p-limit';
import { awsFailure, kindOfCode } from '../failures.ts';
import { type ComprehendLanguage, comprehendLanguage } from './languages.ts';

/** Bytes of UTF-8 that Comprehend takes in one document for its real-time sentiment (its documentation, "Guidelines and quotas"). */
export const COMPREHEND_MAX_BYTES = 5_000;
/** Documents in one batch call (same source). */
const BATCH_SIZE = 25;
/** Batch calls under way at once; the default quota is ten a second. */
const CALLS_AT_ONCE = 4;
/** Comprehend tells no version of its model, so this is its API's. */
const API_VERSION = '2017-11-27';

/** The part of a Comprehend client that the analyzer uses. */
export interface ComprehendSender {
  send(command: DetectSentimentCommand, options: { abortSignal: AbortSignal }): Promise<Scored>;
  send(command: BatchDetectSentimentCommand, options: { abortSignal: AbortSignal }): Promise<BatchAnswer>;
}

type BatchAnswer = Pick<BatchDetectSentimentCommandOutput, 'ResultList' | 'ErrorList'>;
interface Scored {
  readonly SentimentScore?: SentimentScore | undefined;
}

/** A text that Comprehend can take, and its place among those asked for. */
interface Document {
  readonly place: number;
  readonly text: string;
  readonly tag: string;
  readonly code: ComprehendLanguage;
}

/** Judges by Amazon Comprehend: one text by a single call, more in batches of 25 a language. Longer texts need a `ChunkingAnalyzer`. */
export class ComprehendSentimentAnalyzer implements SentimentAnalyzer {
  readonly #client: ComprehendSender;

  constructor(client: ComprehendSender) {
    this.#client = client;
  }

  async analyze(texts: readonly Utterance[], withinMs: number): Promise<readonly Judgement[]> {
    const checked = texts.map(toDocument);
    const documents = checked.filter((document) => 'code' in document);
    const judged = new Map(await within(withinMs, (abortSignal) => this.#ask(documents, { abortSignal })));
    return checked.map((document, place) => ('code' in document ? (judged.get(place) ?? leftOut) : document));
  }

  async #ask(documents: readonly Document[], options: { abortSignal: AbortSignal }): Promise<Answer[]> {
    const [first] = documents;
    return documents.length === 1 && first ? [await this.#single(first, options)] : this.#batches(documents, options);
  }

  async #single({ place, text, tag, code }: Document, options: { abortSignal: AbortSignal }): Promise<Answer> {
    const command = new DetectSentimentCommand({ Text: text, LanguageCode: code });
    const judgement = await this.#client.send(command, options).then(
      (answer) => judged(answer, tag),
      (error: unknown) => ({ failure: awsFailure(error, 'DetectSentiment') }),
    );
    return [place, judgement];
  }

  async #batches(documents: readonly Document[], options: { abortSignal: AbortSignal }): Promise<Answer[]> {
    const limit = pLimit(CALLS_AT_ONCE);
    const batches = [...groupBy(documents, ({ code }) => code).values()].flatMap(inBatches);
    const answers = await Promise.all(batches.map((batch) => limit(() => this.#batch(batch, options))));
    return answers.flat();
  }

  async #batch(batch: readonly Document[], options: { abortSignal: AbortSignal }): Promise<Answer[]> {
    const command = new BatchDetectSentimentCommand({ TextList: batch.map(({ text }) => text), LanguageCode: batch[0]?.code });
    try {
      return perItem(await this.#client.send(command, options), batch);
    } catch (error) {
      const failure = awsFailure(error, 'BatchDetectSentiment');
      return batch.map(({ place }) => [place, { failure }]);
    }
  }
}

type Answer = readonly [place: number, Judgement];

const leftOut: Judgement = { failure: new Failure('unavailable', 'Comprehend left the scores of a text out of its answer') };

/** Ends a call when its time is up. `AbortSignal.timeout` costs twice as much, as its timer outlives the call. */
async function within<T>(ms: number, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), ms);
  try {
    return await call(controller.signal);
  } finally {
    clearTimeout(timer);
  }
}

/** What can be sent, or why it cannot. */
function toDocument({ text, language = 'en' }: Utterance, place: number): Document | Extract<Judgement, { failure: Failure }> {
  const code = comprehendLanguage(language);
  const bytes = utf8Length(text);
  if (code === undefined)
    return { failure: new Failure('unsupported', `language: Comprehend cannot judge ${language}`), language };
  if (bytes <= COMPREHEND_MAX_BYTES) return { place, text, tag: language, code };
  return { failure: new Failure('invalid', `text: is ${bytes} bytes, and Comprehend takes at most ${COMPREHEND_MAX_BYTES}`) };
}

function inBatches(documents: readonly Document[]): Document[][] {
  const count = Math.ceil(documents.length / BATCH_SIZE);
  return Array.from({ length: count }, (_, i) => documents.slice(i * BATCH_SIZE, (i + 1) * BATCH_SIZE));
}

/** The answers and errors of a batch, at the places of their texts. */
function perItem({ ResultList = [], ErrorList = [] }: BatchAnswer, batch: readonly Document[]): Answer[] {
  const results = ResultList.map(({ Index = -1, ...scored }) => [batch[Index], scored] as const);
  const errors = ErrorList.map(({ Index = -1, ErrorCode = '' }) => [batch[Index], ErrorCode] as const);
  return [
    ...results.flatMap(([document, scored]) => (document ? [[document.place, judged(scored, document.tag)] as const] : [])),
    ...errors.flatMap(([document, code]) => (document ? [[document.place, failed(code)] as const] : [])),
  ];
}

function failed(code: string): Judgement {
  return { failure: new Failure(kindOfCode(code), `BatchDetectSentiment failed for one text: ${code}`) };
}

function judged({ SentimentScore: score }: Scored, language: string): Judgement {
  const { Positive: positive, Negative: negative, Neutral: neutral, Mixed: mixed } = score ?? {};
  if (positive === undefined || negative === undefined || neutral === undefined || mixed === undefined) return leftOut;
  const scores = { positive, negative, neutral, mixed };
  const provenance = { engine: 'comprehend', engineVersion: API_VERSION, chunks: 1, fallback: false };
  return { analysis: { ...provenance, sentiment: likeliest(scores), scores, language } };
}
