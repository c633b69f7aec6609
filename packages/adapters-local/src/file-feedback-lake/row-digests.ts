import { hash } from 'node:crypto';
import { type FeedbackRecord, lakeKeyOf, lakeLine } from '@earshot/core';

/** Bytes of a digest; that two of a million rows share one has a chance of 1 in 10^26. */
const BYTES = 16;

/** A set of rows by their digests, which tells two sets apart in any order and in little memory. A row is all of a record, and its lake object. */
export class RowDigests {
  readonly #digests: string[] = [];

  add(record: FeedbackRecord): void {
    this.#digests.push(digestOf(record));
  }

  get size(): number {
    return this.#digests.length;
  }

  /** The digests one after another in their order: equal for equal rows. */
  toBytes(): Buffer {
    return Buffer.from(this.#digests.sort().join(''), 'latin1');
  }
}

/** Whether a row is among those that `toBytes` gave. */
export function hasRow(bytes: Buffer, record: FeedbackRecord): boolean {
  const wanted = digestOf(record);
  let [low, high] = [0, bytes.length / BYTES];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const found = bytes.toString('latin1', middle * BYTES, (middle + 1) * BYTES);
    if (found === wanted) return true;
    if (found < wanted) low = middle + 1;
    else high = middle;
  }
  return false;
}

/** As many characters as bytes, each below 256. */
function digestOf(record: FeedbackRecord): string {
  return hash('sha256', `${lakeKeyOf(record)}\n${lakeLine(record)}`, 'buffer').toString('latin1', 0, BYTES);
}
