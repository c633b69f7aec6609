import { type Acceptance, claimTime } from './claiming.ts';
import { type Failure, toFailure } from './failure.ts';
import type { FeedbackRecord, Receipt } from './feedback.ts';
import { type Identity, type Ids, identify } from './identity.ts';
import { analysisOf, judge } from './judging.ts';
import { batchLakeKey, type Day, dayOf } from './lake-layout.ts';
import { groupBy } from './objects.ts';
import type { Pipeline } from './pipeline.ts';
import type { Stored } from './ports/feedback-store.ts';
import type { Judgement } from './ports/sentiment-analyzer.ts';
import { newRecord } from './record.ts';
import { putCounted } from './storing.ts';
import type { Submission } from './submission.ts';

/** One row to import. */
export interface ImportEntry {
  /** With an idempotency key, so that importing it again changes nothing. */
  readonly submission: Submission & { readonly idempotencyKey: string };
  /** When the feedback was given, in whole seconds since 1970 UTC; now where it is absent. */
  readonly acceptedAt?: number;
}

/** What became of one row. */
export type ImportOutcome = { readonly receipt: Receipt; readonly created: boolean } | { readonly failure: Failure };

/** Milliseconds that the sentiments of a batch may take. */
const BATCH_SENTIMENT_MS = 60_000;

/**
 * Takes a batch of rows to their sentiments and keeps them, with one lake object for each day among the new ones.
 *
 * Gives an outcome for each row, in order; a row that fails leaves the others alone. What concerns the batch as a whole (the
 * analyzer or the lake is down) is thrown. Either way rows can be sent again, in this composition or another, and none stands twice.
 */
export async function importFeedback(pipeline: Pipeline, entries: readonly ImportEntry[]): Promise<readonly ImportOutcome[]> {
  const accepted = await Promise.allSettled(entries.map((entry) => accept(pipeline, entry)));
  const fresh = accepted.flatMap((row) => (row.status === 'fulfilled' && row.value.known === undefined ? [row.value] : []));
  const judgements = await judge(
    pipeline.analyzer,
    fresh.map(({ submission }) => submission),
    BATCH_SENTIMENT_MS,
  );
  const judgementOf = new Map(fresh.map((row, i) => [row, judgements[i]]));
  const lakeKeys = batchKeys(fresh, pipeline.ids);
  const kept = await Promise.allSettled(
    accepted.map((row) =>
      row.status === 'rejected' ? Promise.reject(row.reason) : keep(pipeline, row.value, judgementOf, lakeKeys),
    ),
  );
  await pipeline.lake.append(kept.flatMap((row) => (row.status === 'fulfilled' ? [row.value.record] : [])));
  return kept.map(outcome);
}

/** A row that has its identity and its time. */
interface Accepted extends Acceptance {
  readonly submission: Submission;
  readonly identity: Identity;
  /** What an earlier import of this row stored. */
  readonly known: FeedbackRecord | undefined;
}

async function accept(pipeline: Pipeline, { submission, acceptedAt }: ImportEntry): Promise<Accepted> {
  const now = pipeline.clock.now();
  const identity = identify(submission, pipeline.ids, now);
  const acceptance = await claimTime(pipeline, identity, acceptedAt ?? Math.floor(now / 1000));
  const known = acceptance.repeated ? await pipeline.store.get(identity.feedbackId) : undefined;
  return { submission, identity, known, ...acceptance };
}

/** The lake object of each new row: that of its day, named by the ids of the new rows that go there. */
function batchKeys(rows: readonly Accepted[], ids: Ids): ReadonlyMap<Accepted, string> {
  const byDay = groupBy(rows, ({ timestamp }) => dayOf(timestamp));
  const key = (day: Day, members: readonly Accepted[]) =>
    batchLakeKey(
      day,
      ids.derive(
        members
          .map(({ identity }) => identity.feedbackId)
          .sort()
          .join(),
      ),
    );
  return new Map(
    [...byDay].flatMap(([day, members]) => {
      const lakeKey = key(day, members);
      return members.map((row) => [row, lakeKey] as const);
    }),
  );
}

async function keep(
  pipeline: Pipeline,
  row: Accepted,
  judgementOf: ReadonlyMap<Accepted, Judgement | undefined>,
  lakeKeys: ReadonlyMap<Accepted, string>,
): Promise<Stored> {
  if (row.known) return { record: row.known, created: false };
  const analysis = analysisOf(judgementOf.get(row), row.submission);
  const record = newRecord(row.identity.feedbackId, row.timestamp, row.submission, analysis);
  return putCounted(pipeline, { ...record, lakeKey: lakeKeys.get(row) ?? '' });
}

function outcome(row: PromiseSettledResult<Stored>): ImportOutcome {
  if (row.status === 'rejected') return { failure: toFailure(row.reason) };
  const { record, created } = row.value;
  return { receipt: { feedbackId: record.feedbackId, sentiment: record.sentiment }, created };
}
