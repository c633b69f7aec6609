import { bringFile } from '../state/open-dialog.ts';

/** Takes a file that is dropped anywhere on the page, so that nobody loses the page by missing the right spot. */
export function takeDroppedFiles(): void {
  const root = document.documentElement;
  window.addEventListener('dragover', (event) => {
    event.preventDefault();
    if (event.dataTransfer?.types.includes('Files')) root.dataset['dragging'] = 'true';
  });
  window.addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) delete root.dataset['dragging'];
  });
  window.addEventListener('drop', (event) => {
    event.preventDefault();
    delete root.dataset['dragging'];
    const file = event.dataTransfer?.files[0];
    if (file) bringFile(file);
  });
}
