declare module 'wink-sentiment' {
  /** AFINN with emoji; `normalizedScore` is the score by word. */
  export default function sentiment(text: string): { readonly score: number; readonly normalizedScore: number };
}

declare module 'sentiment' {
  /** AFINN with a few rules of negation. */
  export default class Sentiment {
    analyze(text: string): { readonly score: number; readonly comparative: number };
  }
}
