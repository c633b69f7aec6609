import { Failure } from './failure.ts';
import { canonical, type Submission } from './submission.ts';

/** Tells the time, in milliseconds since 1970 UTC. */
export interface Clock {
  now(): number;
}

/** Makes identifiers, all of them UUIDs in lower case. */
export interface Ids {
  /** One that was never given before. */
  fresh(): string;
  /** The one that belongs to a name: the same for the same name, on every machine. */
  derive(name: string): string;
}

/** What a submission is known by, whether it is new or repeated. */
export interface Identity {
  readonly feedbackId: string;
  /** The digest of the canonical submission: equal digests mean equal bodies. */
  readonly digest: string;
  /** The key that names this feedback; made here when none came with it. */
  readonly idempotencyKey: string;
  /** Accept time in whole seconds, when the key itself says it. */
  readonly acceptedAt?: number;
}

/** How old a retry key may be. Its first attempt has long ended by then, and `reconcile` has mended what it left. */
const RETRY_KEY_SECONDS = 24 * 3600;
/** How far the clocks of two machines may be apart. */
const CLOCK_SKEW_SECONDS = 60;
const RETRY_KEY = /^retry\.(\d{1,11})\.[0-9a-f-]{36}\.([0-9a-f-]{36})$/;

/**
 * Who a submission is. Without a key it gets a *retry key* that carries accept time and digest, so that a repeat with that key
 * lands on the same record with nothing remembered here. Fails as `conflict` when a retry key comes with another body.
 */
export function identify(submission: Submission, ids: Ids, now: number): Identity {
  const digest = ids.derive(canonical(submission));
  const seconds = Math.floor(now / 1000);
  const idempotencyKey = submission.idempotencyKey ?? `retry.${seconds}.${ids.fresh()}.${digest}`;
  const feedbackId = ids.derive(JSON.stringify([submission.customerId, idempotencyKey]));
  const [, accepted, sent] = RETRY_KEY.exec(idempotencyKey) ?? [];
  if (accepted === undefined) return { feedbackId, digest, idempotencyKey };
  if (sent !== digest) throw conflict();
  return { feedbackId, digest, idempotencyKey, acceptedAt: freshEnough(Number(accepted), seconds) };
}

/** The failure of a key that comes again with another body. */
export function conflict(): Failure {
  const message = 'was already used with another body; send the same body or a new key';
  return new Failure('conflict', `Idempotency-Key: ${message}`, { issues: [{ field: 'Idempotency-Key', message }] });
}

function freshEnough(accepted: number, seconds: number): number {
  if (accepted <= seconds + CLOCK_SKEW_SECONDS && seconds - accepted <= RETRY_KEY_SECONDS) return accepted;
  const message = 'is a retry key that has expired; send the feedback without it';
  throw new Failure('invalid', `Idempotency-Key: ${message}`, { issues: [{ field: 'Idempotency-Key', message }] });
}
