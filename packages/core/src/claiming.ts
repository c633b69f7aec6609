import { conflict, type Identity } from './identity.ts';
import type { Pipeline } from './pipeline.ts';

/** When a feedback was accepted: the same for all its repeats. */
export interface Acceptance {
  /** Whole seconds since 1970 UTC. */
  readonly timestamp: number;
  /** Whether an earlier attempt may have left a record. */
  readonly repeated: boolean;
}

/** Takes the accept time of a keyed submission, once; `seconds` where nobody has. Fails as `conflict` when the key had another body. */
export async function claimTime(
  { store }: Pick<Pipeline, 'store'>,
  { feedbackId, digest, acceptedAt }: Identity,
  seconds: number,
): Promise<Acceptance> {
  if (acceptedAt !== undefined) return { timestamp: acceptedAt, repeated: true };
  const { claim, created } = await store.claim({ feedbackId, digest, timestamp: seconds });
  if (claim.digest !== digest) throw conflict();
  return { timestamp: claim.timestamp, repeated: !created };
}
