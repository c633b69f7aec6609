import { type FeedbackRecord, SENTIMENTS, type Sentiment } from '@earshot/core';

/** Seconds of a day. */
const DAY = 86_400;

const SOURCES = ['web', 'e-mail', 'Łódź', 'shop "north"', "o'hare", undefined];
const LANGUAGES = ['en', 'en', 'en', 'de', 'fr', 'zh-TW', 'pt-BR', 'und'];
const RATINGS = [undefined, 0, 2, 2.5, 3, 5, 7.5, 8, 9.3, 10];
const TEXTS = [
  'Great service',
  'Dritte Woche in Folge – niemand da',
  'Très bon café 𝄞',
  '五星好評 👍🏽',
  'He said "never again", and it\'s true; 100 % {"not": json}',
  'First line\nsecond\tline \\ and a backslash',
  '=HYPERLINK("https://shop.example")',
  '\u202eevil\u202c <script>alert(1)</script>',
];

/**
 * Feedback of 45 days that end with a given moment, in whole seconds: the same for the same moment. A day in the middle has ten times as
 * many as the others, some days have none, and every kind of value that a record can have is among them.
 */
export function manyRecords(now: number): FeedbackRecord[] {
  const today = now - (now % DAY);
  const days = Array.from({ length: 45 }, (_, ago) => ago).filter((ago) => ago % 11 !== 7);
  return days.flatMap((ago) =>
    Array.from({ length: ago === 9 ? 90 : 9 + (ago % 3) }, (_, i) => record(today - ago * DAY, ago, i)),
  );
}

function record(day: number, ago: number, i: number): FeedbackRecord {
  const seed = hash(ago * 1_000 + i);
  const pick = <T>(choices: readonly T[], salt: number) => choices[hash(seed + salt) % choices.length];
  const sentiment = pick<Sentiment>(['NEGATIVE', 'POSITIVE', ...SENTIMENTS], 1) ?? 'NEUTRAL';
  const [source, rating] = [pick(SOURCES, 2), pick(RATINGS, 3)];
  return {
    feedbackId: `${seed.toString(16).padStart(8, '0')}-0000-8000-8000-${String(ago * 1_000 + i).padStart(12, '0')}`,
    timestamp: day + (seed % DAY),
    customerId: i % 7 === 0 ? 'anonymous' : `customer-${hash(seed + 4) % 12}`,
    feedbackText: pick(TEXTS, 5) ?? '',
    sentiment,
    sentimentScores: scores(sentiment, 0.5 + (seed % 5_000) / 10_000),
    language: pick(LANGUAGES, 6) ?? 'en',
    analysis: {
      engine: seed % 3 === 0 ? 'comprehend' : 'linear',
      engineVersion: String(seed % 2),
      chunks: 1,
      fallback: seed % 5 === 0,
    },
    ...(source !== undefined && { source }),
    ...(rating !== undefined && { rating }),
    ...(i % 4 === 0 && { metadata: { order: String(seed), Größe: 'ü' } }),
    ...(i % 2 === 0 && { lakeKey: batchKey(day) }),
  };
}

function scores(sentiment: Sentiment, likeliest: number): FeedbackRecord['sentimentScores'] {
  const names = ['positive', 'negative', 'neutral', 'mixed'] as const;
  if (sentiment === 'UNKNOWN') return { positive: 0, negative: 0, neutral: 0, mixed: 0 };
  const score = (name: string) => (name.toUpperCase() === sentiment ? likeliest : (1 - likeliest) / 3);
  const [positive = 0, negative = 0, neutral = 0, mixed = 0] = names.map(score);
  return { positive, negative, neutral, mixed };
}

function batchKey(day: number): string {
  const [year, month, date] = new Date(day * 1_000).toISOString().slice(0, 10).split('-');
  return `feedback/year=${year}/month=${month}/day=${date}/batch-${day}.jsonl`;
}

/** A whole number of 32 bits that looks like chance and is the same each time. */
function hash(seed: number): number {
  let bits = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
