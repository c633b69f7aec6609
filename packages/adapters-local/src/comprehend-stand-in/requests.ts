import { utf8Length } from '@earshot/core';
import { listIn, membersOf, stringIn } from './members.ts';
import { tooLong, tooMany, violated } from './refusals.ts';

/** The languages of DetectSentiment, in the service's own order (its API reference, 2026). */
const LANGUAGE_CODES = ['en', 'es', 'fr', 'de', 'it', 'pt', 'ar', 'hi', 'ja', 'ko', 'zh', 'zh-TW'];
/** Bytes of UTF-8 in one document of DetectSentiment and of its batch (the developer guide, "Guidelines and quotas"). */
const SENTIMENT_MAX_BYTES = 5_000;
/** Bytes of UTF-8 in one text of DetectDominantLanguage (same source). */
const LANGUAGE_MAX_BYTES = 100_000;
/** Documents in one batch (same source). */
const MAX_DOCUMENTS = 25;

/** Texts in one language, within all of the service's limits; one may still be blank. */
export interface SentimentRequest {
  readonly texts: readonly string[];
  readonly languageCode: string;
}

/** What DetectSentiment is asked. */
export function singleRequest(body: Uint8Array): SentimentRequest {
  const members = membersOf(body);
  const text = stringIn(members, 'Text');
  const languageCode = stringIn(members, 'LanguageCode');
  const problems = [...textProblems(text), ...languageProblems(languageCode)];
  if (text === undefined || languageCode === undefined || problems.length > 0) throw violated(problems);
  return { texts: [within(SENTIMENT_MAX_BYTES, text)], languageCode };
}

/** What BatchDetectSentiment is asked. One document over the limit refuses the whole batch, as the real service does. */
export function batchRequest(body: Uint8Array): SentimentRequest {
  const members = membersOf(body);
  const list = listIn(members, 'TextList');
  const languageCode = stringIn(members, 'LanguageCode');
  const problems = [...listProblems(list), ...languageProblems(languageCode)];
  const texts = list?.filter((text) => text !== undefined) ?? [];
  if (languageCode === undefined || problems.length > 0) throw violated(problems);
  if (texts.length > MAX_DOCUMENTS) throw tooMany(MAX_DOCUMENTS);
  return { texts: texts.map((text) => within(SENTIMENT_MAX_BYTES, text)), languageCode };
}

/** What DetectDominantLanguage is asked. */
export function languageRequest(body: Uint8Array): string {
  const text = stringIn(membersOf(body), 'Text');
  const problems = textProblems(text);
  if (text === undefined || problems.length > 0) throw violated(problems);
  return within(LANGUAGE_MAX_BYTES, text);
}

const NOT_NULL = 'Member must not be null';
const NOT_EMPTY = 'Member must have length greater than or equal to 1';

/** The service's model calls texts sensitive, so that their value is left out of the message. */
function textProblems(text: string | undefined): string[] {
  if (text === undefined) return [failed("Value at 'text'", NOT_NULL)];
  return text === '' ? [failed("Value at 'text'", NOT_EMPTY)] : [];
}

function listProblems(list: readonly (string | undefined)[] | undefined): string[] {
  if (list === undefined) return [failed("Value at 'textList'", NOT_NULL)];
  if (list.length === 0) return [failed("Value at 'textList'", NOT_EMPTY)];
  const sound = list.every((text) => text !== undefined && text !== '');
  return sound ? [] : [failed("Value at 'textList'", `Member must satisfy constraint: [${NOT_EMPTY}, ${NOT_NULL}]`)];
}

function languageProblems(code: string | undefined): string[] {
  if (code === undefined) return [failed("Value null at 'languageCode'", NOT_NULL)];
  if (LANGUAGE_CODES.includes(code)) return [];
  return [failed(`Value '${code}' at 'languageCode'`, `Member must satisfy enum value set: [${LANGUAGE_CODES.join(', ')}]`)];
}

function failed(value: string, constraint: string): string {
  return `${value} failed to satisfy constraint: ${constraint}`;
}

function within(maxBytes: number, text: string): string {
  const bytes = utf8Length(text);
  if (bytes > maxBytes) throw tooLong(bytes, maxBytes);
  return text;
}
