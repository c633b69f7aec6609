import { Damage } from './damage.ts';
import type { FeedbackRecord } from './feedback.ts';
import { type Day, dayBounds, lakeKeyOf, lakeLine } from './lake-layout.ts';
import { groupBy } from './objects.ts';
import type { Pipeline } from './pipeline.ts';
import type { FeedbackLake } from './ports/feedback-lake.ts';
import type { FeedbackStore, Stored } from './ports/feedback-store.ts';

/** What `reconcile` found and mended on one day; all counts are records. */
export interface Reconciliation {
  readonly day: Day;
  readonly inStore: number;
  readonly inLake: number;
  /** Stood in the lake alone. */
  readonly addedToStore: number;
  /** Stood in the store alone. */
  readonly addedToLake: number;
  /** Stood in both, with different contents; the store's was kept. */
  readonly rewrittenInLake: number;
}

/** Records that are mended with one call. */
const CHUNK = 500;

/**
 * Makes store and lake equal again for one day, in both directions; where they differ in content the store is right. It may run
 * beside submissions and be broken off and repeated at any point. Fails as `internal` for a damaged lake object, once all the others are equal.
 */
export async function reconcile({ store, lake }: Pick<Pipeline, 'store' | 'lake'>, day: Day): Promise<Reconciliation> {
  const seen = new Set<string>();
  const damage = new Damage();
  const counts = { inStore: 0, inLake: 0, addedToStore: 0, addedToLake: 0, rewrittenInLake: 0 };
  for await (const records of readable(lake.read(day), damage)) {
    for (const record of records) seen.add(record.feedbackId);
    const stored = await Promise.all(records.map((record) => standing(store, record)));
    const differing = stored.flatMap(({ record }, i) => (sameRow(record, records[i]) ? [] : [record]));
    await append(lake, differing, damage);
    counts.inLake += records.length;
    counts.addedToStore += stored.filter(({ created }) => created).length;
    counts.rewrittenInLake += differing.length;
  }
  for await (const records of storedOn(store, day)) {
    const missing = records.filter(({ feedbackId }) => !seen.has(feedbackId));
    await append(lake, missing, damage);
    counts.inStore += records.length;
    counts.addedToLake += missing.length;
  }
  damage.tell();
  return { day, ...counts };
}

/** What can be read of a lake's objects. */
async function* readable(objects: ReturnType<FeedbackLake['read']>, damage: Damage): AsyncGenerator<readonly FeedbackRecord[]> {
  try {
    yield* objects;
  } catch (error) {
    damage.note(error);
  }
}

/** Puts records into their objects, one object after the other where one of them fails. */
async function append(lake: FeedbackLake, records: readonly FeedbackRecord[], damage: Damage): Promise<void> {
  try {
    await lake.append(records);
  } catch (error) {
    damage.note(error);
    for (const members of groupBy(records, lakeKeyOf).values()) await lake.append(members).catch((one) => damage.note(one));
  }
}

/** What the store has of a lake's record, which it stores when it has nothing; reading first costs a tenth of a refused write. */
async function standing(store: FeedbackStore, record: FeedbackRecord): Promise<Stored> {
  const known = await store.get(record.feedbackId);
  return known ? { record: known, created: false } : store.put(record);
}

function sameRow(stored: FeedbackRecord, inLake: FeedbackRecord | undefined): boolean {
  return inLake !== undefined && lakeKeyOf(stored) === lakeKeyOf(inLake) && lakeLine(stored) === lakeLine(inLake);
}

/** The store's records of a day, a page at a time. */
async function* storedOn(store: FeedbackStore, day: Day): AsyncGenerator<readonly FeedbackRecord[]> {
  let cursor: string | undefined;
  do {
    const page = await store.list({ ...dayBounds(day), limit: CHUNK, ...(cursor !== undefined && { cursor }) });
    yield page.items;
    cursor = page.cursor;
  } while (cursor !== undefined);
}
