import { claimTime } from './claiming.ts';
import { countedFailure } from './failing.ts';
import { toFailure } from './failure.ts';
import type { FeedbackRecord, Receipt } from './feedback.ts';
import { type Identity, identify } from './identity.ts';
import { analysisOf, judge, REQUEST_MS, sentimentBudget } from './judging.ts';
import type { Pipeline } from './pipeline.ts';
import { newRecord } from './record.ts';
import { putCounted } from './storing.ts';
import type { Submission } from './submission.ts';

/**
 * Takes a submission to its sentiment and keeps it: what is returned is in the store and in the lake.
 *
 * Repeats with the same idempotency key give the same receipt; the same key with another body fails as `conflict`. A failure
 * that is not the caller's carries the `retryKey` with which a repeat converges with what this attempt left behind.
 */
export async function submitFeedback(
  pipeline: Pipeline,
  submission: Submission,
  withinMs: number = REQUEST_MS,
): Promise<Receipt> {
  const now = pipeline.clock.now();
  const identity = identify(submission, pipeline.ids, now);
  const attempt = { pipeline, submission, identity, seconds: Math.floor(now / 1000), endsAt: now + withinMs };
  try {
    const { feedbackId, sentiment } = await (submission.idempotencyKey === undefined ? keepNew(attempt) : keepOnce(attempt));
    return { feedbackId, sentiment };
  } catch (error) {
    throw countedFailure(pipeline.metrics, toFailure(error), identity);
  }
}

interface Attempt {
  readonly pipeline: Pipeline;
  readonly submission: Submission;
  readonly identity: Identity;
  readonly seconds: number;
  /** Milliseconds since 1970 UTC. */
  readonly endsAt: number;
}

/** Nobody can have sent this before, so its two writes run side by side. */
async function keepNew(attempt: Attempt): Promise<FeedbackRecord> {
  const { pipeline, seconds } = attempt;
  const record = await judged(attempt, seconds);
  const [stored, appended] = await Promise.allSettled([putCounted(pipeline, record), pipeline.lake.append([record])]);
  if (stored.status === 'rejected') throw stored.reason;
  if (appended.status === 'rejected') throw appended.reason;
  return stored.value.record;
}

/** This may come again: its accept time is claimed first, the store decides which twin stands, and the lake gets that one. */
async function keepOnce(attempt: Attempt): Promise<FeedbackRecord> {
  const { pipeline, identity, seconds } = attempt;
  const { timestamp, repeated } = await claimTime(pipeline, identity, seconds);
  const known = repeated ? await pipeline.store.get(identity.feedbackId) : undefined;
  const record = known ?? (await putCounted(pipeline, await judged(attempt, timestamp))).record;
  await pipeline.lake.append([record]);
  return record;
}

async function judged({ pipeline, submission, identity, endsAt }: Attempt, timestamp: number): Promise<FeedbackRecord> {
  const budget = sentimentBudget(endsAt - pipeline.clock.now());
  const [judgement] = await judge(pipeline.analyzer, [submission], budget);
  return newRecord(identity.feedbackId, timestamp, submission, analysisOf(judgement, submission));
}
