import { ImportIcon, PlusIcon } from '../parts/icons.tsx';
import { adding } from '../state/open-dialog.ts';

/** Opens the form, by a name that fits where it stands. */
export function GiveButton({ name }: { readonly name: string }) {
  return (
    <button
      type="button"
      class="primary"
      onClick={() => {
        adding.value = 'form';
      }}
    >
      <PlusIcon /> {name}
    </button>
  );
}

/** Opens the import, by a name that fits where it stands. */
export function ImportButton({ name }: { readonly name: string }) {
  return (
    <button
      type="button"
      class="plain"
      onClick={() => {
        adding.value = 'import';
      }}
    >
      <ImportIcon /> {name}
    </button>
  );
}
