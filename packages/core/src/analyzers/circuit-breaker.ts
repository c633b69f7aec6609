import type { Clock } from '../identity.ts';

/** Failures in a row after which the circuit opens. */
const TOLERATED = 5;
/** Milliseconds from one probe of an open circuit to the next. */
const PROBE_EVERY_MS = 10_000;

/** Remembers how a service fares, so that calls which are bound to fail are not made. */
export class CircuitBreaker {
  readonly #clock: Clock;
  #failures = 0;
  #nextProbe = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether to call the service now; of an open circuit one call every 10 s goes through as a probe. */
  admits(): boolean {
    if (this.#failures < TOLERATED) return true;
    if (this.#clock.now() < this.#nextProbe) return false;
    this.#nextProbe = this.#clock.now() + PROBE_EVERY_MS;
    return true;
  }

  succeeded(): void {
    this.#failures = 0;
  }

  failed(): void {
    this.#failures += 1;
    this.#nextProbe = this.#clock.now() + PROBE_EVERY_MS;
  }
}
