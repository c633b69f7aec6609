/** What the changed function answers, where the real one says that feedback is processed. */
export const CHANGED = 'Feedback processed by the changed function';
