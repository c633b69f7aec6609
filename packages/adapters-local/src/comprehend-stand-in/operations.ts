import { type Analysis, type DetectLanguage, Failure, type Judgement, type SentimentAnalyzer } from '@earshot/core';
import { Refusal, serverFault, throttled, unsupported } from './refusals.ts';
import { batchRequest, languageRequest, type SentimentRequest, singleRequest } from './requests.ts';

/** What stands behind the operations. */
export interface Engine {
  readonly analyzer: SentimentAnalyzer;
  readonly detectLanguage: DetectLanguage;
}

/** Answers the body of one call; throws a `Refusal` for what the service refuses. */
export type Operation = (body: Uint8Array) => Promise<object>;

/** Milliseconds that the engine has for one call; it runs in this process and needs a fraction of that. */
const WITHIN_MS = 20_000;
/** The language for a text without a reliable hint. The real service always names one, and says how little it trusts it. */
const FALLBACK_LANGUAGE = 'en';

/** The operations of the stand-in by name. `failsDocument` says of each document of a batch whether it is to fail on purpose. */
export function operationsOf(engine: Engine, failsDocument: () => boolean): ReadonlyMap<string, Operation> {
  return new Map<string, Operation>([
    ['DetectSentiment', (body) => detectSentiment(engine, singleRequest(body))],
    ['BatchDetectSentiment', (body) => batchDetectSentiment(engine, batchRequest(body), failsDocument)],
    ['DetectDominantLanguage', async (body) => detectDominantLanguage(engine, languageRequest(body))],
  ]);
}

async function detectSentiment(engine: Engine, request: SentimentRequest): Promise<object> {
  const [judgement] = await judge(engine, request);
  if (judgement === undefined) throw serverFault();
  if ('failure' in judgement) throw refusalOf(judgement.failure);
  return scored(judgement.analysis);
}

async function batchDetectSentiment(engine: Engine, request: SentimentRequest, failsDocument: () => boolean): Promise<object> {
  const judgements = await judge(engine, request);
  const documents = judgements.map((judgement, Index) => ({ Index, judgement: failsDocument() ? FAILED : judgement }));
  return {
    ResultList: documents.flatMap(({ Index, judgement }) =>
      'analysis' in judgement ? [{ Index, ...scored(judgement.analysis) }] : [],
    ),
    ErrorList: documents.flatMap(({ Index, judgement }) =>
      'failure' in judgement ? [{ Index, ...documentError(judgement.failure) }] : [],
    ),
  };
}

/** A detector that tells no probability is trusted wholly or not at all. */
async function detectDominantLanguage({ detectLanguage }: Engine, text: string): Promise<object> {
  const language = await detectLanguage(text);
  return { Languages: [{ LanguageCode: language ?? FALLBACK_LANGUAGE, Score: language === undefined ? 0 : 1 }] };
}

/** One judgement for each text. A call has one language, so that an unsupported one refuses all of it. */
async function judge({ analyzer }: Engine, { texts, languageCode }: SentimentRequest): Promise<readonly Judgement[]> {
  const utterances = texts.filter((text) => text.trim() !== '').map((text) => ({ text, language: languageCode }));
  const judgements = [...(await analyzer.analyze(utterances, WITHIN_MS))];
  if (judgements.some((judgement) => 'failure' in judgement && judgement.failure.kind === 'unsupported'))
    throw unsupported(languageCode);
  return texts.map((text) => (text.trim() === '' ? BLANK : (judgements.shift() ?? FAILED)));
}

const BLANK: Judgement = { failure: new Failure('invalid', 'the text is blank') };
const FAILED: Judgement = { failure: new Failure('internal', 'the text was not judged') };

function scored({ sentiment, scores: { positive, negative, neutral, mixed } }: Analysis): object {
  return { Sentiment: sentiment, SentimentScore: { Positive: positive, Negative: negative, Neutral: neutral, Mixed: mixed } };
}

/** Which exception a failure of the engine is; of what it says nothing is passed on, as it may quote the text. */
function refusalOf({ kind }: Failure): Refusal {
  if (kind === 'invalid') return new Refusal('InvalidRequestException', 'The input text cannot be judged: it must not be blank');
  return kind === 'throttled' ? throttled() : serverFault();
}

/** The error of one document of a batch, whose code is the exception's name in capitals. */
function documentError(failure: Failure): object {
  const { exception, message } = refusalOf(failure);
  const words = exception.replace(/Exception$/, '').replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_');
  return { ErrorCode: words.toUpperCase(), ErrorMessage: message };
}
