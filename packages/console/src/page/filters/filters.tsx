import type { Sentiment } from '@earshot/core';
import { useSignal } from '@preact/signals';
import { SENTIMENT_NAMES, SENTIMENT_ORDER } from '../parts/words.ts';
import { clearFilters, go, view } from '../state/navigation.ts';
import { filterCount } from '../state/view.ts';
import { ChoiceList } from './choice-list.tsx';
import { useKnown } from './known.ts';
import { RangeChoice } from './range-choice.tsx';
import { TextSearch } from './text-search.tsx';

/** All filters. Whatever is chosen here holds for everything below, and stands in the address. */
export function Filters() {
  const open = useSignal(false);
  const count = filterCount(view.value);
  return (
    <search class="filters" aria-label="Filters">
      <RangeChoice />
      <button
        type="button"
        class="plain fold"
        aria-expanded={open.value}
        aria-controls="more-filters"
        onClick={() => {
          open.value = !open.value;
        }}
      >
        {count === 0 ? 'Filters' : `Filters (${count})`}
      </button>
      <div class="more-filters" id="more-filters" data-open={open.value}>
        <SentimentChoice />
        <KnownChoices />
        <TextSearch />
      </div>
      <SetFilters />
    </search>
  );
}

function SentimentChoice() {
  const options = SENTIMENT_ORDER.map((name) => ({ value: name, label: SENTIMENT_NAMES[name] }));
  const choose = (value: string | undefined) => go({ sentiment: sentimentOf(value) });
  return <ChoiceList label="Sentiment" any="Every sentiment" options={options} value={view.value.sentiment} onChoice={choose} />;
}

function KnownChoices() {
  const { sources, languages } = useKnown();
  const { source, language } = view.value;
  return (
    <>
      <ChoiceList
        label="Source"
        any="Every source"
        options={sources}
        value={source}
        onChoice={(value) => go({ source: value })}
      />
      <ChoiceList
        label="Language"
        any="Every language"
        options={languages}
        value={language}
        onChoice={(value) => go({ language: value })}
      />
    </>
  );
}

/** What could not be seen from the choices alone, and the way back to none. */
function SetFilters() {
  const { customer } = view.value;
  if (filterCount(view.value) === 0) return null;
  return (
    <div class="set-filters">
      {customer !== undefined && (
        <button type="button" class="chip" onClick={() => go({ customer: undefined })}>
          Customer <bdi>{customer}</bdi> <span aria-hidden="true">×</span>
          <span class="hidden">, remove this filter</span>
        </button>
      )}
      <button type="button" class="quiet" onClick={clearFilters}>
        Clear filters
      </button>
    </div>
  );
}

function sentimentOf(value: string | undefined): Sentiment | undefined {
  return SENTIMENT_ORDER.find((name) => name === value);
}
