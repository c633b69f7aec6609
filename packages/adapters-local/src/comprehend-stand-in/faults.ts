/** What is to go wrong, and how often; counted, so that a test meets the same faults each time it runs. Absent or 0: never. */
export interface Faults {
  /** Every how many calls one is answered with ThrottlingException; 1 is all of them. */
  readonly throttleEvery?: number;
  /** Every how many calls one is answered with InternalServerException. */
  readonly failEvery?: number;
  /** Every how many calls one is never answered; the connection stays open. */
  readonly hangEvery?: number;
  /** Every how many documents of a batch one comes back as an error, while the others are judged. */
  readonly failDocumentEvery?: number;
  /** Milliseconds that every answer waits. */
  readonly delayMs?: number;
}

/** What befalls one call. */
export type Fault = 'hang' | 'throttle' | 'fail' | 'none';

/** Counts calls and documents, and says which of them the faults befall. */
export class FaultPlan {
  #faults: Faults;
  #calls = 0;
  #documents = 0;

  constructor(faults: Faults) {
    this.#faults = faults;
  }

  /** Puts other faults in the place of the present ones, and starts to count from the beginning. */
  replace(faults: Faults): void {
    this.#faults = faults;
    this.#calls = 0;
    this.#documents = 0;
  }

  get delayMs(): number {
    return this.#faults.delayMs ?? 0;
  }

  /** What befalls the next call; where several are due, the first of hang, throttle, fail. */
  nextCall(): Fault {
    this.#calls += 1;
    if (isDue(this.#calls, this.#faults.hangEvery)) return 'hang';
    if (isDue(this.#calls, this.#faults.throttleEvery)) return 'throttle';
    return isDue(this.#calls, this.#faults.failEvery) ? 'fail' : 'none';
  }

  /** Whether the next document of a batch fails. */
  failsDocument(): boolean {
    this.#documents += 1;
    return isDue(this.#documents, this.#faults.failDocumentEvery);
  }
}

function isDue(count: number, every = 0): boolean {
  return every > 0 && count % every === 0;
}
