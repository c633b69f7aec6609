import { useSignal } from '@preact/signals';
import { CopyIcon } from './icons.tsx';

/** A button that copies a text. */
export function CopyButton({ text, what }: { readonly text: string; readonly what: string }) {
  const told = useSignal('');
  const copy = async () => {
    told.value = await navigator.clipboard.writeText(text).then(
      () => 'Copied',
      () => 'The browser does not allow that',
    );
  };
  return (
    <>
      <button type="button" class="quiet icon" aria-label={`Copy ${what}`} onClick={() => void copy()}>
        <CopyIcon />
      </button>
      <span class="soft" role="status">
        {told.value}
      </span>
    </>
  );
}
