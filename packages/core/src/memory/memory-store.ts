import { cursorAt, newestFirst, parseCursor } from '../cursor.ts';
import type { FeedbackRecord } from '../feedback.ts';
import type { Claim, Claimed, FeedbackStore, ListQuery, Page, Stored } from '../ports/feedback-store.ts';

/** Keeps records in memory, for tests of what is built on the core. It is gone with the process. */
export class MemoryStore implements FeedbackStore {
  readonly #claims = new Map<string, Claim>();
  readonly #records = new Map<string, FeedbackRecord>();

  async claim(claim: Claim): Promise<Claimed> {
    const standing = this.#claims.get(claim.feedbackId);
    if (standing !== undefined) return { claim: standing, created: false };
    this.#claims.set(claim.feedbackId, claim);
    return { claim, created: true };
  }

  async put(record: FeedbackRecord): Promise<Stored> {
    const standing = this.#records.get(record.feedbackId);
    if (standing !== undefined) return { record: structuredCopy(standing), created: false };
    this.#records.set(record.feedbackId, structuredCopy(record));
    return { record, created: true };
  }

  async get(feedbackId: string): Promise<FeedbackRecord | undefined> {
    const record = this.#records.get(feedbackId);
    return record && structuredCopy(record);
  }

  async list(query: ListQuery): Promise<Page> {
    const after = query.cursor === undefined ? undefined : parseCursor(query.cursor);
    const matching = [...this.#records.values()].filter((record) => matches(record, query)).sort(newestFirst);
    const rest = matching.filter((record) => after === undefined || newestFirst(record, after) > 0);
    const items = rest.slice(0, query.limit).map(structuredCopy);
    const last = items.at(-1);
    return last && rest.length > items.length ? { items, cursor: cursorAt(last) } : { items };
  }
}

function matches(record: FeedbackRecord, { customerId, sentiment, from, to }: ListQuery): boolean {
  if (customerId !== undefined && record.customerId !== customerId) return false;
  if (sentiment !== undefined && record.sentiment !== sentiment) return false;
  return record.timestamp >= (from ?? Number.NEGATIVE_INFINITY) && record.timestamp < (to ?? Number.POSITIVE_INFINITY);
}

/** A copy that shares nothing with the original. */
function structuredCopy(record: FeedbackRecord): FeedbackRecord {
  const { sentimentScores, analysis, metadata } = record;
  return {
    ...record,
    sentimentScores: { ...sentimentScores },
    analysis: { ...analysis },
    ...(metadata && { metadata: { ...metadata } }),
  };
}
