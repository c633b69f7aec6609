import { request as plain } from 'node:http';
import { request as secure } from 'node:https';
import { Failure } from '@earshot/core';
import { Webhook as Signer } from 'standardwebhooks';
import type { Notification } from './outbox.ts';
import { publicLookup, type Resolve } from './public-addresses.ts';
import type { WebhookTarget } from './webhook-target.ts';

/** What a test puts in the place of the usual. */
export interface WebhookSurroundings {
  readonly resolve?: Resolve;
  /** Milliseconds that the receiver has, from looking up its name to its status. */
  readonly withinMs?: number;
}

/** Sends notifications as Standard Webhooks: signed, under an id that stays the same however often it is tried. */
export class Webhook {
  readonly #target: WebhookTarget;
  readonly #signer: Signer;
  readonly #resolve: Resolve | undefined;
  readonly #withinMs: number;

  constructor(target: WebhookTarget, { resolve, withinMs = 10_000 }: WebhookSurroundings = {}) {
    this.#target = target;
    this.#signer = new Signer(target.secret);
    this.#resolve = resolve;
    this.#withinMs = withinMs;
  }

  /** Sends once. Fails with why the receiver does not have it; not retryable when it says that it wants no more. */
  async send({ id, body }: Notification, at: Date, stop: AbortSignal): Promise<void> {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'user-agent': 'Earshot',
      'webhook-id': id,
      'webhook-timestamp': Math.floor(at.getTime() / 1000),
      'webhook-signature': this.#signer.sign(id, at, body),
    };
    check(await this.#post(headers, body, stop));
  }

  #post(headers: Readonly<Record<string, string | number>>, body: string, stop: AbortSignal): Promise<number> {
    const { url, allowPrivate } = this.#target;
    const late = AbortSignal.timeout(this.#withinMs);
    return new Promise((resolve, reject) => {
      const options = {
        method: 'POST',
        headers,
        agent: false,
        signal: AbortSignal.any([stop, late]),
        ...(!allowPrivate && { lookup: publicLookup(this.#resolve) }),
      } as const;
      const request = (url.protocol === 'https:' ? secure : plain)(url, options, (answer) => {
        resolve(answer.statusCode ?? 0);
        answer.destroy();
      });
      request.once('error', (error) => reject(late.aborted ? tooLate(this.#withinMs, error) : error));
      request.end(body);
    });
  }
}

function check(status: number): void {
  if (status >= 200 && status < 300) return;
  if (status === 410) throw new Failure('denied', 'the receiver answers 410: it wants no more');
  const redirected = status >= 300 && status < 400 ? ', a redirect, which is not followed; give the address it leads to' : '';
  throw new Failure('unavailable', `the receiver answers ${status}${redirected}`);
}

function tooLate(withinMs: number, cause: unknown): Failure {
  return new Failure('unavailable', `the receiver has not answered within ${withinMs / 1000} s`, { cause });
}
