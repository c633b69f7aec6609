import { useEffect, useRef } from 'preact/hooks';
import { SearchIcon } from '../parts/icons.tsx';
import { go, view } from '../state/navigation.ts';

/** Milliseconds without a keystroke after which a text is searched for. */
const REST = 350;

/** Longest text that is searched for, in characters. */
const MOST = 200;

/** The field that searches in the texts while it is typed in. It is written to only where the address comes to say what it did not search for. */
export function TextSearch() {
  const field = useRef<HTMLInputElement>(null);
  const rest = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const searched = useRef<string | undefined>(undefined);
  const { text } = view.value;
  useEffect(() => {
    if (field.current && text !== searched.current) field.current.value = text ?? '';
    searched.current = text;
  }, [text]);
  useEffect(() => () => clearTimeout(rest.current), []);
  const search = () => {
    clearTimeout(rest.current);
    searched.current = field.current?.value.trim() || undefined;
    searchFor(searched.current);
  };
  return (
    <label class="text-search">
      <span class="hidden">Search in the text</span>
      <SearchIcon />
      <input
        ref={field}
        type="search"
        dir="auto"
        maxLength={MOST}
        placeholder="Search in the text"
        onInput={() => {
          clearTimeout(rest.current);
          rest.current = setTimeout(search, REST);
        }}
        onKeyDown={(event) => event.key === 'Enter' && search()}
      />
    </label>
  );
}

/** One search is one step back, however many letters it took. */
function searchFor(text: string | undefined): void {
  if (text !== view.value.text) go({ text }, view.value.text === undefined ? 'push' : 'replace');
}
