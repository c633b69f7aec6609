/** The languages whose sentiment Comprehend judges (its documentation, "Supported languages", 2026). */
const LANGUAGES = ['ar', 'de', 'en', 'es', 'fr', 'hi', 'it', 'ja', 'ko', 'pt', 'zh', 'zh-TW'] as const;

/** Comprehend's code for a language. */
export type ComprehendLanguage = (typeof LANGUAGES)[number];

/** Comprehend's code for a BCP 47 tag; `undefined` when it cannot judge that language. */
export function comprehendLanguage(tag: string): ComprehendLanguage | undefined {
  return LANGUAGES.find((known) => known === tag) ?? codeOf(new Intl.Locale(tag).maximize());
}

function codeOf({ language, script, region }: Intl.Locale): ComprehendLanguage | undefined {
  if (language === 'zh') return script === 'Hant' || region === 'TW' ? 'zh-TW' : 'zh';
  return LANGUAGES.find((known) => known === language);
}
