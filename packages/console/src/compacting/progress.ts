import type { CompactionStep } from '@earshot/adapters-local/compaction';
import { tell } from '../output.ts';

/** Milliseconds between two lines. */
const TELL_EVERY = 2_000;

/** Tells a person on standard error what a compaction is at, when it takes longer than two seconds. */
export class CompactingProgress {
  #step: CompactionStep | undefined;
  readonly #timer = setInterval(() => this.#tell(), TELL_EVERY);

  moved(step: CompactionStep): void {
    this.#step = step;
  }

  /** Tells nothing more. */
  end(): void {
    clearInterval(this.#timer);
  }

  #tell(): void {
    if (this.#step === undefined) return;
    const { day, doing, done } = this.#step;
    tell(`${day}: ${doing}, ${done.toLocaleString('en')} ${doing === 'deleting originals' ? 'objects' : 'rows'} …`);
  }
}
