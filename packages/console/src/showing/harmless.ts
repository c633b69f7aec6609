/**
 * What a terminal would obey instead of show, or that turns round or hides what stands beside it: controls, marks of direction and other
 * characters without a look of their own. The joiners that emoji and some scripts are written with stay.
 */
const UNSEEN = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}]/gu;

/** A text in one line, in which nothing acts on the terminal: what cannot be seen is written as its code, `\u{202e}`. */
export function harmless(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(UNSEEN, codeOf);
}

/** JSON that says the same, in which nothing acts on the terminal. */
export function harmlessJson(json: string): string {
  return json.replaceAll(/[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

function codeOf(character: string): string {
  return `\\u{${character.codePointAt(0)?.toString(16)}}`;
}
