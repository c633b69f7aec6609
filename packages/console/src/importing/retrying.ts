import { toFailure } from '@earshot/core';

/** Milliseconds before each repeat. */
const PAUSES = [500, 1_000, 2_000];

/** Does something again, up to three times, while it fails in a way that can pass. The last failure is thrown. */
export async function retrying<T>(attempt: () => Promise<T>, pause: (milliseconds: number) => Promise<unknown>): Promise<T> {
  for (const milliseconds of PAUSES) {
    try {
      return await attempt();
    } catch (error) {
      if (!toFailure(error).retryable) throw error;
      await pause(milliseconds);
    }
  }
  return attempt();
}
