import { GiveButton, ImportButton } from '../adding/add-buttons.tsx';
import { followed } from '../parts/followed.ts';
import { ThemeIcon } from '../parts/icons.tsx';
import { type Connection, connection } from '../state/live.ts';
import { addressOf, go, view } from '../state/navigation.ts';
import { theme, toggleTheme } from '../state/theme.ts';
import type { View } from '../state/view.ts';

const STATES = { connecting: 'Connecting…', live: 'Live', lost: 'Not connected' } as const satisfies Record<Connection, string>;

/** The top of the page: where one is, and what can be added. */
export function Header() {
  return (
    <header class="top">
      <h1 class="brand">
        <img src="/icon.svg" alt="" width="28" height="28" />
        Earshot
      </h1>
      <nav class="tabs" aria-label="Views">
        <Tab tab="overview" name="Overview" />
        <Tab tab="sql" name="SQL" />
      </nav>
      <p class="connection" data-state={connection.value}>
        <span class="dot" />
        <span role="status">{STATES[connection.value]}</span>
      </p>
      <div class="actions">
        <button
          type="button"
          class="quiet icon"
          aria-label={theme.value === 'dark' ? 'Light theme' : 'Dark theme'}
          onClick={toggleTheme}
        >
          <ThemeIcon />
        </button>
        <ImportButton name="Import" />
        <GiveButton name="Give feedback" />
      </div>
    </header>
  );
}

function Tab({ tab, name }: { readonly tab: View['tab']; readonly name: string }) {
  const change = { tab, feedback: undefined };
  return (
    <a href={addressOf(change)} aria-current={view.value.tab === tab ? 'page' : undefined} onClick={followed(() => go(change))}>
      {name}
    </a>
  );
}
