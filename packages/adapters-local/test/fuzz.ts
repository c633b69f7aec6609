import { randomFrom } from '../src/training/random.ts';

/** What texts that trouble engines are made of. */
const PIECES = [
  'love',
  'NOT',
  "don't",
  'l’hôtel',
  'constructor',
  '__proto__',
  ' ',
  '\n',
  '\t',
  '\u0000',
  ',',
  '!!!',
  '?',
  '…',
  ':)',
  ':-(',
  '<3',
  '5/5',
  '99/10',
  '0 stars',
  '★★★★★★',
  '👍🏽',
  '👨‍👩‍👧‍👦',
  '❤️',
  '🇩🇪',
  '\u0301',
  '\u202e',
  'ﷺ',
  '荷物',
  'اردو',
  'हिन्दी',
  '\u{10ffff}',
  '@user',
  'https://a.b/c?d',
  '&amp;',
  '12345',
  '١٢',
  'x'.repeat(300),
  'é̂',
  '-',
  "'",
  '(',
  ')',
  'aaaaaa',
  'ß',
  'İ',
  '\ufeff',
  '%',
  '#tag',
];

/** Texts put together by chance, the same ones for the same seed; well-formed, some of them blank. */
export function* fuzzedTexts(count: number, seed: number): Generator<string> {
  const random = randomFrom(seed);
  for (let i = 0; i < count; i += 1) {
    const length = 1 + Math.floor(random() * random() * 40);
    yield Array.from({ length }, () => pieceOf(random)).join('');
  }
}

function pieceOf(random: () => number): string {
  if (random() < 0.7) return PIECES[Math.floor(random() * PIECES.length)] ?? '';
  const point = Math.floor(random() ** 3 * 0x110000);
  return point >= 0xd800 && point <= 0xdfff ? '' : String.fromCodePoint(point);
}
