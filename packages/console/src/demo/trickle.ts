import { setTimeout as pause } from 'node:timers/promises';
import { messageOf, type Pipeline, parseSubmission, submitFeedback } from '@earshot/core';
import type { Logger } from 'pino';
import type { Shop } from './shop.ts';

/** Milliseconds to the first new feedback; each pause is a fifth longer, up to the last. */
const FIRST_MS = 3_000;
const LAST_MS = 300_000;

/** Lets new feedback come in as long as nobody stops it: every few seconds at first, so that it is seen, every five minutes in the end. */
export async function trickle(pipeline: Pipeline, shop: Shop, log: Logger, stop: AbortSignal): Promise<void> {
  for (let wait = FIRST_MS; !stop.aborted; wait = Math.min(wait * 1.2, LAST_MS)) {
    await pause(wait, undefined, { signal: stop, ref: false }).catch(() => undefined);
    if (stop.aborted) return;
    try {
      await submitFeedback(pipeline, parseSubmission(shop.saying(1)));
    } catch (error) {
      log.warn({ reason: messageOf(error) }, 'a new feedback of the demo could not be kept');
    }
  }
}
