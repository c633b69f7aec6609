import { signal } from '@preact/signals';

/** Where the choice is kept; `theme.js` reads it before the page is drawn. */
const KEY = 'earshot-theme';

const dark = matchMedia('(prefers-color-scheme: dark)');

/** The theme that is shown now. */
export const theme = signal(current());

dark.addEventListener('change', () => {
  theme.value = current();
});

/** Changes between light and dark; where that is what the system has, the system is followed again. */
export function toggleTheme(): void {
  const next = current() === 'dark' ? 'light' : 'dark';
  const system = dark.matches ? 'dark' : 'light';
  if (next === system) localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, next);
  if (next === system) delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = next;
  theme.value = next;
}

function current(): 'light' | 'dark' {
  const chosen = document.documentElement.dataset['theme'];
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return dark.matches ? 'dark' : 'light';
}
