/** Encodings that are named where another is not known; there are many more. */
export const SOME_ENCODINGS = 'utf-8, utf-16le, utf-16be and windows-1252';

/** The name of an encoding that a label stands for, as `TextDecoder` has it; nothing where it is not known. */
export function encodingOf(label: string): string | undefined {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return undefined;
  }
}
