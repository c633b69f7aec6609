import { signal } from '@preact/signals';

/** Which dialog that adds feedback is open. */
export const adding = signal<'form' | 'import' | undefined>(undefined);

/** The file that is to be imported, chosen or dropped. */
export const chosenFile = signal<File | undefined>(undefined);

/** Opens the import with a file. */
export function bringFile(file: File): void {
  chosenFile.value = file;
  adding.value = 'import';
}
