import type { FeedbackRecord } from '../feedback.ts';
import type { Day } from '../lake-layout.ts';
import type { FeedbackLake } from '../ports/feedback-lake.ts';
import { parseRecord } from '../record.ts';
import type { PortPromise, Subject } from './contract.ts';
import { freshId, sampleRecord } from './samples.ts';

/** A lake to test, and a way round behind its port. */
export interface LakeSubject extends Subject {
  readonly lake: FeedbackLake;
  /** Every object there is, temporary ones included: its text by its key. */
  objects(): Promise<ReadonlyMap<string, string>>;
  /** Puts an object there as it is, in place of what has its key, as somebody does who damages one. */
  write(key: string, text: string): Promise<void>;
  /** Another lake on the same objects, as a new process would have it. */
  reopen(): Promise<FeedbackLake>;
}

/** A promise of a lake. */
export type LakePromise = PortPromise<LakeSubject>;

/** The folder of the day of the samples. */
export const DAY_FOLDER = 'feedback/year=2026/month=03/day=01/';

/** Records of one batch, and the key of its object. */
export function batch(size: number): { lakeKey: string; records: FeedbackRecord[] } {
  const lakeKey = `${DAY_FOLDER}${freshId()}.jsonl`;
  return { lakeKey, records: Array.from({ length: size }, (_, i) => sampleRecord({ lakeKey, feedbackText: `row ${i}` })) };
}

/** An object's text. Fails where there is none. */
export async function textOf({ objects }: LakeSubject, key: string): Promise<string> {
  const text = (await objects()).get(key);
  if (text === undefined) throw new Error(`there is no object ${key}`);
  return text;
}

/** The lines of an object. */
export async function rowsOf(subject: LakeSubject, key: string): Promise<string[]> {
  return (await textOf(subject, key)).split('\n').filter((line) => line !== '');
}

/** The ids in an object. */
export async function idsIn(subject: LakeSubject, key: string): Promise<string[]> {
  return (await rowsOf(subject, key)).map((line) => parseRecord(JSON.parse(line)).feedbackId).sort();
}

/** The ids of records, in the order of {@link idsIn}. */
export const ids = (records: readonly FeedbackRecord[]) => records.map(({ feedbackId }) => feedbackId).sort();

/** Those of a day's records that are wanted, as others may lie there. */
export async function readDay(lake: FeedbackLake, day: Day, wanted: readonly FeedbackRecord[]): Promise<FeedbackRecord[]> {
  const found: FeedbackRecord[] = [];
  for await (const records of lake.read(day)) found.push(...records);
  return found.filter(({ feedbackId }) => wanted.some((record) => record.feedbackId === feedbackId));
}
