import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

interface Row {
  readonly id: string;
  readonly part: string;
  readonly label: string;
  readonly domain: string;
  readonly kind: string;
  readonly text: string;
}

/** Least rows of each language. */
const LEAST = { en: 4_300, de: 850, es: 850, fr: 850, it: 850, pt: 850 } as const;
const LANGUAGES = Object.keys(LEAST);

function rowsOf(language: string): Row[] {
  const content = readFileSync(new URL(`../data/corpus/${language}.tsv`, import.meta.url), 'utf8');
  const [, ...lines] = content.trimEnd().split('\n');
  return lines.map((line) => {
    const [id = '', part = '', label = '', domain = '', kind = '', text = ''] = line.split('\t');
    return { id, part, label, domain, kind, text };
  });
}

const corpora = new Map(LANGUAGES.map((language) => [language, rowsOf(language)]));
const rows = [...corpora.values()].flat();

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? [];
}

/** For each thing the numbers of the rows that have it. */
function holders(ofRows: readonly (readonly string[])[]): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const [i, things] of ofRows.entries())
    for (const thing of new Set(things)) {
      const list = found.get(thing) ?? [];
      list.push(i);
      found.set(thing, list);
    }
  return found;
}

function runsOf(words: readonly string[]): string[] {
  return words.slice(4).map((_, at) => words.slice(at, at + 5).join(' '));
}

function alike(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const both = [...one].filter((word) => other.has(word)).length;
  return both / (one.size + other.size - both);
}

describe('the corpus', () => {
  it('has at least 6,000 rows in 15 domains, of all labels and kinds', () => {
    expect(rows.length).toBeGreaterThanOrEqual(6_000);
    expect(new Set(rows.map(({ domain }) => domain)).size).toBeGreaterThanOrEqual(15);
    expect([...new Set(rows.map(({ label }) => label))].sort()).toEqual(['MIXED', 'NEGATIVE', 'NEUTRAL', 'POSITIVE']);
    const kinds = ['contrast', 'fact', 'idiom', 'negation', 'opinion', 'question', 'request', 'sarcasm'];
    expect([...new Set(rows.map(({ kind }) => kind))].sort()).toEqual(kinds);
  });

  it.each(Object.entries(LEAST))('has enough rows in %s, each label among them', (language, least) => {
    const own = corpora.get(language) ?? [];
    expect(own.length).toBeGreaterThanOrEqual(least);
    for (const label of ['POSITIVE', 'NEGATIVE', 'NEUTRAL', 'MIXED'])
      expect(own.filter((row) => row.label === label).length).toBeGreaterThanOrEqual(least / 10);
  });

  it('names each row by its text, and holds back about a fifth', () => {
    for (const { id, text } of rows) expect(createHash('sha256').update(text).digest('hex').slice(0, 12)).toBe(id);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    const held = rows.filter(({ part }) => part === 'held').length / rows.length;
    expect(held).toBeGreaterThan(0.17);
    expect(held).toBeLessThan(0.23);
    expect(new Set(rows.map(({ part }) => part))).toEqual(new Set(['train', 'held']));
  });

  it('has texts of 2 to 120 words', () => {
    const lengths = rows.map(({ text }) => wordsOf(text).length);
    expect(Math.min(...lengths)).toBeGreaterThanOrEqual(2);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(120);
  });

  it.each(LANGUAGES)('is written without templates: few texts in %s share five words in a row', (language) => {
    const own = corpora.get(language) ?? [];
    const shared = [...holders(own.map(({ text }) => runsOf(wordsOf(text)))).values()].filter(({ length }) => length > 1);
    expect(new Set(shared.flat()).size / own.length).toBeLessThan(0.1);
    expect(Math.max(0, ...shared.map(({ length }) => length))).toBeLessThanOrEqual(6);
  });

  it.each(LANGUAGES)('hardly has two texts in %s of mostly the same words', (language) => {
    const own = corpora.get(language) ?? [];
    const sets = own.map(({ text }) => new Set(wordsOf(text)));
    const rare = [...holders(sets.map((set) => [...set])).values()].filter(({ length }) => length > 1 && length <= 60);
    const pairs = new Set(
      rare.flatMap((list) => list.flatMap((one, at) => list.slice(at + 1).map((other) => `${one} ${other}`))),
    );
    const near = [...pairs].filter((pair) => {
      const [one = new Set<string>(), other = new Set<string>()] = pair.split(' ').map((i) => sets[Number(i)]);
      return Math.min(one.size, other.size) >= 4 && alike(one, other) > 0.6;
    });
    expect(near.length).toBeLessThanOrEqual(own.length / 500);
  });
});
