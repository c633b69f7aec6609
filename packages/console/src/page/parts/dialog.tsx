import type { ComponentChildren } from 'preact';
import { useEffect, useId, useLayoutEffect, useRef } from 'preact/hooks';
import { CloseIcon } from './icons.tsx';

/** What a dialog is made of. */
export interface DialogProps {
  readonly title: string;
  /** `panel` stands at the side, `box` in the middle. */
  readonly shape: 'panel' | 'box';
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** A dialog over the page, which is there as long as it is open. Escape, the button and a click beside it close it; the focus goes back to where it was. */
export function Dialog({ title, shape, onClose, children }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useLayoutEffect(() => {
    const before = document.activeElement;
    const dialog = element.current;
    dialog?.showModal();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  useEffect(() => {
    const closeBeside = (event: MouseEvent) => event.target === element.current && onClose();
    element.current?.addEventListener('click', closeBeside);
    return () => element.current?.removeEventListener('click', closeBeside);
  }, [onClose]);
  return (
    <dialog
      ref={element}
      class={`dialog ${shape}`}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div class="dialog-body">
        <header class="dialog-head">
          <h2 id={titleId}>{title}</h2>
          <button type="button" class="quiet icon" aria-label="Close" onClick={onClose}>
            <CloseIcon />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
