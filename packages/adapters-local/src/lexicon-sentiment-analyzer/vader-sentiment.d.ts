declare module 'vader-sentiment' {
  /** The words of a text, and whether capitals stand out among them. */
  interface SentiText {
    readonly words_and_emoticons: readonly string[];
    readonly is_cap_diff: boolean;
  }

  export const SentimentIntensityAnalyzer: {
    /** The balance of a text by all of VADER's rules, −1 to 1. */
    polarity_scores(text: string): { readonly compound: number };
    /** Appends the valence of one word, as the words before it colour it, to `sentiments`. */
    sentiment_valence(valence: number, text: SentiText, word: string, index: number, sentiments: number[]): number[];
    /** The balance of valences, −1 to 1; 0 where there are none. */
    score_valence(sentiments: readonly number[], text: string): { readonly compound: number };
  };
}
