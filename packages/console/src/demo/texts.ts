import { readFile } from 'node:fs/promises';
import { Failure, groupBy } from '@earshot/core';

/** How somebody who wrote a text meant it. */
export type Mood = 'POSITIVE' | 'NEGATIVE' | 'NEUTRAL' | 'MIXED';

/** A text, and what of the shop it is about. */
export interface Text {
  readonly language: string;
  readonly mood: Mood;
  readonly product: string;
  readonly text: string;
}

/** The languages that customers of the demo write in. */
export const LANGUAGES = ['en', 'de', 'es', 'fr', 'it', 'pt'] as const;

/** What the shop of the demo does, by the corpus's names for it. */
const PRODUCTS: Readonly<Record<string, string>> = {
  'online-retail': 'Online shop',
  'parcel-delivery': 'Delivery',
  groceries: 'Groceries',
  fashion: 'Fashion',
  'consumer-electronics': 'Electronics',
  'home-appliances': 'Appliances',
  'mobile-app': 'App',
};

const MOODS: readonly Mood[] = ['POSITIVE', 'NEGATIVE', 'NEUTRAL', 'MIXED'];

/** The repository's corpus, seen from here whether built or not. */
const CORPUS = new URL('../../../../data/corpus/', import.meta.url);

/**
 * The texts of the corpus that a shop could get, by language and mood, but for praise told as bare facts, of which the corpus has far
 * more than customers write, since engines find so little of it. Fails as `not-found` outside the repository.
 */
export async function loadTexts(): Promise<ReadonlyMap<string, readonly Text[]>> {
  const files = await Promise.all(LANGUAGES.map((language) => read(language)));
  return groupBy(files.flat(), ({ language, mood }) => kind(language, mood));
}

/** Names texts of one language and mood. */
export function kind(language: string, mood: Mood): string {
  return `${language} ${mood}`;
}

async function read(language: string): Promise<Text[]> {
  const file = await readFile(new URL(`${language}.tsv`, CORPUS), 'utf8').catch((cause: unknown) => {
    throw new Failure('not-found', `the demo takes its texts from data/corpus of Earshot's repository, so it runs there alone`, {
      cause,
    });
  });
  return file.split('\n').flatMap((line) => toText(language, line));
}

function toText(language: string, line: string): Text[] {
  const [, , label, domain = '', kindOfText, text] = line.split('\t');
  const [mood, product] = [MOODS.find((one) => one === label), PRODUCTS[domain]];
  const usual = mood !== 'POSITIVE' || kindOfText !== 'fact';
  return mood && product && text && usual ? [{ language, mood, product, text }] : [];
}
