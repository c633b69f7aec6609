import { isFailure, messageOf } from '@earshot/core';
import type { Logger } from 'pino';
import type { Notification, Outbox } from './outbox.ts';
import type { Webhook } from './webhook.ts';

/** Seconds between one attempt and the next; after the last, some 16 hours after the first, a notification is given up. */
const PAUSES = [1, 5, 30, 120, 600, 1_800, 3_600, 7_200, 14_400, 28_800] as const;

/** Seconds after which an attempt that never ended, as its process did, counts as failed. */
const ATTEMPT_WITHIN = 15;

/** The longest a timer waits before it looks again, as another process may have left something. */
const LOOK_EVERY = 60;

/** Takes notifications from the outbox to the webhook, one at a time and in order, with growing pauses where that fails. */
export class Courier {
  readonly #outbox: Outbox;
  readonly #webhook: Webhook;
  readonly #log: Logger;
  readonly #stopping = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #under: Promise<void> = Promise.resolve();

  constructor(outbox: Outbox, webhook: Webhook, log: Logger) {
    this.#outbox = outbox;
    this.#webhook = webhook;
    this.#log = log;
  }

  /** Sends what is due, and goes on by itself when more will be; never rejects. */
  wake(): Promise<void> {
    this.#under = this.#under.then(() => this.#work()).catch((error: unknown) => this.#troubled(error));
    return this.#under;
  }

  /** Ends; an attempt that is under way is broken off, counts for nothing, and is made again by whoever goes on. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    clearTimeout(this.#timer);
    await this.#under;
  }

  async #work(): Promise<void> {
    clearTimeout(this.#timer);
    for (;;) {
      if (this.#stopping.signal.aborted) return;
      const taken = this.#outbox.take(seconds(), ATTEMPT_WITHIN);
      if (!taken) break;
      await this.#attempt(taken);
    }
    this.#wakeIn(Math.max(1, (this.#outbox.nextDue() ?? Number.POSITIVE_INFINITY) - seconds()));
  }

  async #attempt(taken: Notification): Promise<void> {
    try {
      await this.#webhook.send(taken, new Date(), this.#stopping.signal);
      this.#outbox.done(taken.id);
      this.#log.info({ notification: taken.id, attempts: taken.attempts }, 'told the webhook of an alert');
    } catch (error) {
      if (this.#stopping.signal.aborted) this.#outbox.giveBack(taken.id, seconds());
      else this.#failed(taken, error);
    }
  }

  #failed({ id, attempts }: Notification, error: unknown): void {
    const pause = wantsNoMore(error) ? undefined : PAUSES[attempts - 1];
    const fields = { notification: id, attempts, reason: messageOf(error) };
    if (pause === undefined) {
      this.#outbox.done(id);
      this.#log.error(fields, 'the webhook was not told of an alert, and will not be; look after what is behind --webhook');
    } else {
      this.#outbox.postpone(id, seconds() + pause);
      this.#log.warn({ ...fields, againInSeconds: pause }, 'the webhook could not be told of an alert; it is tried again');
    }
  }

  #troubled(error: unknown): void {
    this.#log.error(
      { reason: messageOf(error) },
      'notifications of alerts cannot be read or written; look after the data folder',
    );
    this.#wakeIn(LOOK_EVERY);
  }

  #wakeIn(pause: number): void {
    if (this.#stopping.signal.aborted) return;
    this.#timer = setTimeout(() => void this.wake(), Math.min(pause, LOOK_EVERY) * 1000).unref();
  }
}

/** The receiver has gone for good (410). A name that leads inside is tried again, as names are mended. */
function wantsNoMore(error: unknown): boolean {
  return isFailure(error) && error.kind === 'denied';
}

function seconds(): number {
  return Math.floor(Date.now() / 1000);
}
