import { isFailure, messageOf } from '../failure.ts';
import type { FeedbackRecord } from '../feedback.ts';
import { batchLakeKey, type Day, dayOf, lakeLine } from '../lake-layout.ts';
import type { FeedbackLake } from '../ports/feedback-lake.ts';
import { equal, holds } from './check.ts';
import { ids, type LakePromise, type LakeSubject } from './lake-subject.ts';
import { freshId, NOON, sampleRecord } from './samples.ts';

/** A timestamp on a day of a promise's own, so that its damage is in no other's way. */
const onDay = (number: number) => NOON + number * 86_400;

/** An object that is damaged while something is tried, and empty afterwards. */
async function whileDamaged({ write }: LakeSubject, day: Day, text: string, work: (key: string) => Promise<void>): Promise<void> {
  const key = batchLakeKey(day, `00000000${freshId().slice(8)}`);
  await write(key, text);
  try {
    await work(key);
  } finally {
    await write(key, '');
  }
}

/** What a day gives before it fails, and how it does. */
async function readToFailure(lake: FeedbackLake, day: Day): Promise<{ found: FeedbackRecord[]; failure: unknown }> {
  const found: FeedbackRecord[] = [];
  try {
    for await (const records of lake.read(day)) found.push(...records);
    return { found, failure: undefined };
  } catch (failure) {
    return { found, failure };
  }
}

function isNamed(failure: unknown, key: string): void {
  equal(isFailure(failure) ? failure.kind : failure, 'internal', 'the kind of failure');
  holds(messageOf(failure).includes(key), `${key} is not named in: ${messageOf(failure)}`);
}

/** What a lake promises of objects that somebody damaged. */
export const DAMAGE_PROMISES: readonly LakePromise[] = [
  {
    name: 'read fails as internal for an object that is cut off, and names it',
    async verify(subject) {
      const record = sampleRecord({ timestamp: onDay(1) });
      const cutOff = lakeLine(record).slice(0, 40);
      await whileDamaged(subject, dayOf(record.timestamp), cutOff, async (key) => {
        isNamed((await readToFailure(subject.lake, dayOf(record.timestamp))).failure, key);
      });
    },
  },
  {
    name: 'read fails as internal for JSON that is no record, names its object, and gives no such row',
    async verify(subject) {
      const record = sampleRecord({ timestamp: onDay(2) });
      const noRecord = `${JSON.stringify({ ...record, timestamp: 'at noon' })}\n`;
      await whileDamaged(subject, dayOf(record.timestamp), noRecord, async (key) => {
        const { found, failure } = await readToFailure(subject.lake, dayOf(record.timestamp));
        isNamed(failure, key);
        holds(!ids(found).includes(record.feedbackId), 'the row was given');
      });
    },
  },
  {
    name: 'read gives every other object before a damaged one fails it',
    async verify(subject) {
      const timestamp = onDay(3);
      const lakeKey = batchLakeKey(dayOf(timestamp), freshId());
      const records = [sampleRecord({ timestamp }), sampleRecord({ timestamp }), sampleRecord({ timestamp, lakeKey })];
      await subject.lake.append(records);
      await whileDamaged(subject, dayOf(timestamp), '{"feedbackId":\n', async (key) => {
        const { found, failure } = await readToFailure(subject.lake, dayOf(timestamp));
        isNamed(failure, key);
        equal(
          ids(found).filter((id) => ids(records).includes(id)),
          ids(records),
          'the ids of the others',
        );
      });
    },
  },
  {
    name: 'append to a damaged object fails as internal, names it and leaves it as it is',
    async verify(subject) {
      const record = sampleRecord({ timestamp: onDay(4) });
      const half = `${lakeLine(sampleRecord())}{"feedbackId":\n`;
      await whileDamaged(subject, dayOf(record.timestamp), half, async (lakeKey) => {
        const failure = await subject.lake.append([{ ...record, lakeKey }]).catch((error: unknown) => error);
        isNamed(failure, lakeKey);
        equal((await subject.objects()).get(lakeKey), half, 'the object');
      });
    },
  },
];
