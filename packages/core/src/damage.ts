import { type Failure, isFailure } from './failure.ts';
import type { FeedbackRecord } from './feedback.ts';

/** Whether an error says that a lake object is damaged, which is no reason to stop before the others. */
export function isDamage(error: unknown): error is Failure {
  return isFailure(error) && error.kind === 'internal';
}

/** Remembers the first damaged lake object while work goes on with the others. */
export class Damage {
  #first: Failure | undefined;

  /** Notes damage; throws any other error. */
  note(error: unknown): void {
    if (!isDamage(error)) throw error;
    this.#first ??= error;
  }

  /** Reads an object; a damaged one is noted and gives no records. */
  async readable(read: () => FeedbackRecord[] | Promise<FeedbackRecord[]>): Promise<FeedbackRecord[]> {
    try {
      return await read();
    } catch (error) {
      this.note(error);
      return [];
    }
  }

  /** Throws what was noted, if anything was. */
  tell(): void {
    if (this.#first) throw this.#first;
  }
}
