import { type Clock, type Day, dayOf, type Pipeline, type Reconciliation, reconcile } from '@earshot/core';

/** Makes store and lake equal for the days that a submission may have been written to since the night before last. */
export async function reconcileRecent(pipeline: Pick<Pipeline, 'store' | 'lake' | 'clock'>): Promise<readonly Reconciliation[]> {
  const done: Reconciliation[] = [];
  for (const day of recentDays(pipeline.clock)) done.push(await reconcile(pipeline, day));
  return done;
}

/**
 * Today and the two days before, in UTC: what was accepted on a day may be repeated until the end of the next, so that the night after
 * must look at it once more. Oldest first, as it is not looked at again.
 */
function recentDays(clock: Clock): Day[] {
  const seconds = Math.floor(clock.now() / 1000);
  return [2, 1, 0].map((ago) => dayOf(seconds - ago * 86_400));
}
