import type { NamedQuery } from '@earshot/core/queries';
import { followed } from '../parts/followed.ts';
import { addressOf } from '../state/navigation.ts';

/** What there is to choose from. */
export interface QueryListProps {
  readonly queries: readonly NamedQuery[];
  readonly chosen: NamedQuery | undefined;
  readonly onChoice: (name: string) => void;
}

/** The questions that come with Earshot: a list where there is room for it, and a menu where there is not. */
export function QueryList({ queries, chosen, onChoice }: QueryListProps) {
  return (
    <nav class="query-list" aria-label="Questions">
      <label class="choice">
        <span class="hidden">Question</span>
        <select value={chosen?.name ?? ''} onChange={(event) => event.currentTarget.value && onChoice(event.currentTarget.value)}>
          <option value="">Choose a question…</option>
          {queries.map(({ name, title }) => (
            <option key={name} value={name}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <ul>
        {queries.map(({ name, title }) => (
          <li key={name}>
            <a
              href={addressOf({ query: name })}
              aria-current={name === chosen?.name ? 'page' : undefined}
              onClick={followed(() => onChoice(name))}
            >
              {title}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
