import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { LABELS, type Label, type LabelledRow, type Model, type TrainOptions, train } from '@earshot/adapters-local/training';
import { englishLexicon, foreignLexicon, withoutAbsentGuests } from './lexicon-data.ts';

const OWN = fileURLToPath(new URL('../data/corpus/', import.meta.url));
const FOREIGN = fileURLToPath(new URL('../../shared/sentiment/train/', import.meta.url));

/** The languages whose weights are shipped. */
export const SHIPPED = ['en', 'de', 'es', 'fr', 'it', 'pt'] as const;

/** A part of the corpus of this repository. */
export type Part = 'train' | 'held';

/** Rows of the corpus of this repository, which is written as `own`, or as `corpus`. */
export function ownRows(language: string, part: Part, corpus = 'own'): LabelledRow[] {
  const [, ...lines] = linesOf(`${OWN}${language}.tsv`);
  return lines.flatMap((line) => {
    const [, ofPart, label = '', , , text = ''] = line.split('\t');
    return ofPart === part ? [{ text, label: labelOf(label.toLowerCase()), corpus }] : [];
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
  const all = [['own', ownRows(language, 'train')] as const, ...names.map((name) => [name, foreignRows(name)] as const)];
  return new Map(language === 'en' ? all : [...all, ...borrowed(language)]);
}

/** English corpora that the other languages borrow. */
const LENT = ['umsab_en', 'vader_tweets', 'vader_amazon', 'womens'];

/**
 * Rows of other languages beside a language's own: they teach what valences, marks, emoji and ratings are worth, and the words and stems
 * that languages share.
 */
function borrowed(language: string): [string, readonly LabelledRow[]][] {
  const others = SHIPPED.filter((one) => one !== language);
  return [
    ...LENT.map((name): [string, LabelledRow[]] => [name, foreignRows(name)]),
    ['goemotions_train', foreignRows('goemotions_train').filter((_, i) => i % 8 === 0)],
    ...others.map((one): [string, LabelledRow[]] => [`own_${one}`, ownRows(one, 'train', `own_${one}`)]),
    ...others.filter((one) => one !== 'en').map((one): [string, LabelledRow[]] => [`umsab_${one}`, foreignRows(`umsab_${one}`)]),
  ];
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

/** How much a row of another language than English counts: what is borrowed less, and least what is noisy, as projected subtitles are. */
function foreignWeight(language: string): (row: LabelledRow) => number {
  const weights = new Map([
    ['own', 6],
    [`umsab_${language}`, 1.5],
    [`xed_${language}`, 0.1],
  ]);
  return ({ corpus, label }) => {
    const weight = weights.get(corpus) ?? (corpus.startsWith('own_') ? 1.5 : 0.5);
    return label === 'negative' ? weight * (corpus.startsWith('own') ? 1.3 : 1.05) : weight;
  };
}

/** Whether rows of a corpus are in the language itself, and not borrowed. */
function isOf(language: string, corpus: string): boolean {
  return corpus === 'own' || corpus === `umsab_${language}` || corpus === `xed_${language}`;
}

/** The recipe of the shipped weights of a language. */
export function recipeOf(language: string): TrainOptions {
  if (language === 'en') return { language, weightOf: englishWeight, foldsUsed: 1, lexicon: englishLexicon() };
  return {
    language,
    weightOf: foreignWeight(language),
    calibratesOn: ({ corpus }) => isOf(language, corpus),
    foldsUsed: 2,
    rate: 0.1,
    decay: 0.2,
    lexicon: foreignLexicon(language, plainTexts(language)),
  };
}

/** Texts that are surely in the language, where tweets also hold English. */
function plainTexts(language: string): string[] {
  return [...ownRows(language, 'train'), ...foreignRows(`xed_${language}`)].map(({ text }) => text);
}

/** Trains as {@link recipeOf} says; English words that no row of another language has are left out of its lexicon. */
export function trainShipped(language: string, rows: readonly LabelledRow[], more: Partial<TrainOptions> = {}): Model {
  const model = train(rows, { ...recipeOf(language), ...more });
  if (language === 'en') return model;
  const texts = rows.filter(({ corpus }) => isOf(language, corpus)).map(({ text }) => text);
  return { ...model, lexicon: withoutAbsentGuests(model.lexicon, language, texts) };
}

function linesOf(path: string): string[] {
  return readFileSync(path, 'utf8').trimEnd().split('\n');
}

function labelOf(name: string): Label {
  const label = LABELS.find((known) => known === name);
  if (label === undefined) throw new Error(`${name} is no label`);
  return label;
}
