import type { StatisticsRow } from '@earshot/adapters-local';
import { languageText, NO_SOURCE } from '../parts/words.ts';
import { type Fetched, useFetched } from '../state/fetched.ts';
import { fetchStatistics } from '../state/requests.ts';
import type { Choice } from './choice-list.tsx';

/** Values listed at most; what is rarer can still be chosen by a link, or found by its text. */
const MOST = 50;

/** The sources and languages that there are, the most frequent first. */
export function useKnown(): { readonly sources: readonly Choice[]; readonly languages: readonly Choice[] } {
  const sources = useFetched('sources', (stop) => fetchStatistics(new URLSearchParams(), ['source'], stop));
  const languages = useFetched('languages', (stop) => fetchStatistics(new URLSearchParams(), ['language'], stop));
  return {
    sources: choicesOf(
      sources,
      ({ source }) => source,
      (name) => name || NO_SOURCE,
    ),
    languages: choicesOf(languages, ({ language }) => language, languageText),
  };
}

function choicesOf(
  { value: rows = [] }: Fetched<readonly StatisticsRow[]>,
  nameOf: (row: StatisticsRow) => string | undefined,
  label: (value: string) => string,
): readonly Choice[] {
  return [...rows]
    .sort((a, b) => b.count - a.count)
    .slice(0, MOST)
    .flatMap((row) => nameOf(row) ?? [])
    .map((value) => ({ value, label: label(value) }));
}
