import { type Analysis, SENTIMENTS } from '../feedback.ts';
import { likeliest } from '../likeliest.ts';
import type { Judgement, SentimentAnalyzer, Utterance } from '../ports/sentiment-analyzer.ts';
import { equal, holds } from './check.ts';
import { type PortPromise, type Runner, runSuite, type Subject } from './contract.ts';

/** An analyzer to test, and what it declares of itself. */
export interface AnalyzerSubject extends Subject {
  readonly analyzer: SentimentAnalyzer;
  /** Bytes of UTF-8 that it takes at most, 5,000 or more; longer texts must fail as `invalid`, each alone. 100,000 and more: takes every text. */
  readonly maxBytes: number;
  /** A language that it cannot judge. */
  readonly unsupportedLanguage: string;
}

type AnalyzerPromise = PortPromise<AnalyzerSubject>;

const WITHIN_MS = 8_000;
const PRAISE = { text: 'I love it, the staff were wonderful and the service was excellent!', language: 'en' };
const COMPLAINT = { text: 'Terrible service, it arrived broken and the support was awful.', language: 'en' };
const PLAIN = { text: 'The parcel is on the table in the hall.', language: 'en' };

/** Words that are also names of every object's properties. */
const OBJECT_WORDS = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf'];

/** Texts that have made analyzers stumble. */
const ODD_TEXTS = [
  '👍🏽👍🏽',
  '\u0000',
  'é̂'.repeat(300),
  '‮drow‬',
  '!!!???',
  '12345',
  'ﷺ',
  'a',
  `${'x'.repeat(4000)}`,
  '\u{10ffff}',
  '— – ‑',
  'اردو متن',
];

async function analyses({ analyzer }: AnalyzerSubject, texts: readonly Utterance[]): Promise<Analysis[]> {
  const judgements = await analyzer.analyze(texts, WITHIN_MS);
  return judgements.map((judgement) => {
    if ('failure' in judgement) throw judgement.failure;
    return judgement.analysis;
  });
}

function areProbabilities({ scores: { positive, negative, neutral, mixed } }: Analysis): void {
  const all = [positive, negative, neutral, mixed];
  const sum = all.reduce((total, score) => total + score, 0);
  holds(all.every((score) => score >= 0 && score <= 1) && Math.abs(sum - 1) <= 0.01, `no probabilities: ${JSON.stringify(all)}`);
}

const kind = (judgement: Judgement | undefined) => (judgement && 'failure' in judgement ? judgement.failure.kind : 'judged');

const answering: readonly AnalyzerPromise[] = [
  {
    name: 'no texts give no judgements',
    async verify({ analyzer }) {
      equal(await analyzer.analyze([], WITHIN_MS), [], 'the judgements');
    },
  },
  {
    name: 'there is one judgement for each text, in their order',
    async verify(subject) {
      const texts = Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? PRAISE : COMPLAINT));
      const sentiments = (await analyses(subject, texts)).map(({ sentiment }) => sentiment);
      equal(
        sentiments,
        texts.map((text) => (text === PRAISE ? 'POSITIVE' : 'NEGATIVE')),
        'the sentiments',
      );
    },
  },
  {
    name: 'a text is judged the same alone and among others',
    async verify(subject) {
      const together = await analyses(subject, [PRAISE, PLAIN, COMPLAINT]);
      const alone = await Promise.all([PRAISE, PLAIN, COMPLAINT].map((text) => analyses(subject, [text])));
      equal(
        together.map(({ scores }) => scores),
        alone.flat().map(({ scores }) => scores),
        'the scores',
      );
    },
  },
  {
    name: 'asking again gives the same judgement',
    async verify(subject) {
      equal(await analyses(subject, [PRAISE]), await analyses(subject, [PRAISE]), 'the analysis');
    },
  },
  {
    name: 'clear praise is positive and a clear complaint negative',
    async verify(subject) {
      const sentiments = (await analyses(subject, [PRAISE, COMPLAINT])).map(({ sentiment }) => sentiment);
      equal(sentiments, ['POSITIVE', 'NEGATIVE'], 'the sentiments');
    },
  },
  {
    name: 'an analysis says which engine made it, in which version, and in how many pieces',
    async verify(subject) {
      const [analysis] = await analyses(subject, [PRAISE]);
      holds(!!analysis?.engine && !!analysis.engineVersion, 'engine or version is missing');
      holds((analysis?.chunks ?? 0) >= 1, 'chunks is under 1');
    },
  },
  {
    name: 'an analysis carries the language that it was judged in',
    async verify(subject) {
      equal((await analyses(subject, [PRAISE]))[0]?.language, 'en', 'the language');
    },
  },
];

const scoring: readonly AnalyzerPromise[] = [
  {
    name: 'the four scores are probabilities',
    async verify(subject) {
      for (const analysis of await analyses(subject, [PRAISE, COMPLAINT, PLAIN])) areProbabilities(analysis);
    },
  },
  {
    name: 'the sentiment is the one with the highest score, and one of four',
    async verify(subject) {
      for (const { sentiment, scores } of await analyses(subject, [PRAISE, COMPLAINT, PLAIN])) {
        equal(sentiment, likeliest(scores), 'the sentiment');
        holds(sentiment !== 'UNKNOWN' && SENTIMENTS.includes(sentiment), `${sentiment} is not one of four`);
      }
    },
  },
  {
    name: 'words such as constructor and __proto__ are only words',
    async verify(subject) {
      const texts = OBJECT_WORDS.map((word) => ({ ...PRAISE, text: `${word}: ${PRAISE.text}` }));
      for (const analysis of await analyses(subject, texts)) {
        areProbabilities(analysis);
        equal(analysis.sentiment, 'POSITIVE', 'the sentiment');
      }
    },
  },
  {
    name: 'odd Unicode is judged with proper scores',
    async verify(subject) {
      for (const analysis of await analyses(
        subject,
        ODD_TEXTS.map((text) => ({ text, language: 'en' })),
      ))
        areProbabilities(analysis);
    },
  },
];

const refusing: readonly AnalyzerPromise[] = [
  {
    name: 'a language that it cannot judge fails as unsupported, and fails alone',
    async verify({ analyzer, unsupportedLanguage }) {
      const texts = [PRAISE, { text: 'qualcosa', language: unsupportedLanguage }, COMPLAINT];
      equal((await analyzer.analyze(texts, WITHIN_MS)).map(kind), ['judged', 'unsupported', 'judged'], 'the judgements');
    },
  },
  {
    name: 'a text as long as it takes is judged, and a longer one fails as invalid, alone',
    async verify({ analyzer, maxBytes }) {
      const longest = { text: `${PRAISE.text} `.repeat(1600).slice(0, Math.min(maxBytes, 100_000)), language: 'en' };
      equal((await analyzer.analyze([longest], WITHIN_MS)).map(kind), ['judged'], 'the longest');
      if (maxBytes >= 100_000) return;
      const longer = { ...longest, text: `${longest.text}!` };
      equal((await analyzer.analyze([PRAISE, longer], WITHIN_MS)).map(kind), ['judged', 'invalid'], 'one byte more');
    },
  },
];

/** What every {@link SentimentAnalyzer} promises. */
export const ANALYZER_PROMISES: readonly AnalyzerPromise[] = [...answering, ...scoring, ...refusing];

/** Declares one test for each promise of an analyzer. */
export function analyzerSuite(runner: Runner, makeSubject: () => Promise<AnalyzerSubject>): void {
  runSuite(runner, 'SentimentAnalyzer', ANALYZER_PROMISES, makeSubject);
}
