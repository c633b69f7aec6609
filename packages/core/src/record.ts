import { Failure } from './failure.ts';
import {
  type Analysis,
  type FeedbackRecord,
  type Provenance,
  SENTIMENTS,
  type Sentiment,
  type SentimentScores,
} from './feedback.ts';
import { Fields, kindOf } from './fields.ts';
import { defined, isObject } from './objects.ts';
import type { Submission } from './submission.ts';

/** What the store and the lake keep of a submission, once it has its sentiment. */
export function newRecord(feedbackId: string, timestamp: number, submission: Submission, analysis: Analysis): FeedbackRecord {
  const { feedbackText, customerId, source, rating, metadata } = submission;
  const { sentiment, scores, language, ...provenance } = analysis;
  return {
    feedbackId,
    timestamp,
    customerId,
    feedbackText,
    sentiment,
    sentimentScores: scores,
    language,
    analysis: provenance,
    ...defined({ source, rating, metadata }),
  };
}

const ANY_LENGTH = { maxBytes: Number.POSITIVE_INFINITY, mayBeBlank: true };

/** Reads a record that a store or a lake gives back; fails as `internal` naming every field that is not as written. */
export function parseRecord(input: unknown): FeedbackRecord {
  if (!isObject(input)) throw new Failure('internal', `a stored record must be an object, not ${kindOf(input)}`);
  const fields = new Fields(input);
  const record = { ...required(fields), ...defined(optional(fields)) };
  if (fields.issues.length === 0) return record;
  const problems = fields.issues.map(({ field, message }) => `${field} ${message}`).join('; ');
  throw new Failure('internal', `a stored record is damaged: ${problems}`, { issues: fields.issues });
}

function required(fields: Fields) {
  return {
    feedbackId: text(fields, 'feedbackId'),
    timestamp: number(fields, 'timestamp'),
    customerId: text(fields, 'customerId'),
    feedbackText: text(fields, 'feedbackText'),
    sentiment: sentiment(fields),
    sentimentScores: scores(fields),
    language: text(fields, 'language'),
    analysis: provenance(fields),
  };
}

function optional(fields: Fields) {
  const metadata = fields.object('metadata');
  return {
    source: fields.text('source', ANY_LENGTH),
    rating: fields.number('rating', Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY),
    metadata: metadata && strings(metadata, fields),
    lakeKey: fields.text('lakeKey', ANY_LENGTH),
  };
}

function text(fields: Fields, name: string): string {
  const value = fields.text(name, ANY_LENGTH);
  if (value === undefined) fields.problem(name, 'must be a string');
  return value ?? '';
}

function number(fields: Fields, name: string): number {
  const value = fields.number(name, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
  if (value === undefined) fields.problem(name, 'must be a number');
  return value ?? 0;
}

function sentiment(fields: Fields): Sentiment {
  const value = SENTIMENTS.find((known) => known === fields.value('sentiment'));
  if (value === undefined) fields.problem('sentiment', `must be one of ${SENTIMENTS.join(', ')}`);
  return value ?? 'UNKNOWN';
}

function scores(fields: Fields): SentimentScores {
  return within(fields, 'sentimentScores', (inner) => ({
    positive: number(inner, 'positive'),
    negative: number(inner, 'negative'),
    neutral: number(inner, 'neutral'),
    mixed: number(inner, 'mixed'),
  }));
}

function provenance(fields: Fields): Provenance {
  return within(fields, 'analysis', (inner) => ({
    engine: text(inner, 'engine'),
    engineVersion: text(inner, 'engineVersion'),
    chunks: number(inner, 'chunks'),
    fallback: inner.value('fallback') === true,
  }));
}

function within<T>(fields: Fields, name: string, read: (inner: Fields) => T): T {
  const inner = new Fields(fields.object(name) ?? {}, `${name}.`);
  const value = read(inner);
  fields.issues.push(...inner.issues);
  return value;
}

function strings(input: object, fields: Fields): Record<string, string> {
  const inner = new Fields(input, 'metadata.');
  const entries = Object.keys(input).map((name) => [name, text(inner, name)] as const);
  fields.issues.push(...inner.issues);
  return Object.fromEntries(entries);
}
