import { readFile } from 'node:fs/promises';
import type { Day, FeedbackRecord } from '@earshot/core';
import { CompactedDay, type Compaction } from './compaction.ts';
import { hasRow } from './row-digests.ts';

/** Reads the rows of compacted days in a lake's folder. */
export class CompactedRows {
  readonly #root: string;
  /** Of each day those of its last compaction, whose files never change; some 16 bytes a row. */
  readonly #digests = new Map<Day, { readonly id: string; readonly bytes: Promise<Buffer> }>();

  constructor(root: string) {
    this.#root = root;
  }

  /** The records in a day's Parquet file, some at a time. Fails as `internal`, naming the file, where it is not as it was written, and as the system does where it cannot be read. */
  async *read(day: Day, compaction: Compaction): AsyncGenerator<FeedbackRecord[]> {
    const files = new CompactedDay(this.#root, day);
    const path = files.parquet(compaction);
    // Loaded for whoever compacts, as it takes a thirtieth of a second.
    const { parquetRows } = await import('./parquet-rows.ts');
    let rows = 0;
    try {
      for await (const records of parquetRows(path)) {
        rows += records.length;
        yield records;
      }
    } catch (error) {
      throw files.unreadable(path, error);
    }
    if (rows !== compaction.rows) throw files.damaged(path);
  }

  /**
   * Those records that the day's Parquet file does not hold as they are. Where that cannot be told, all of them: to write a record to
   * the lake a second time is harmless, as an object's rows come before those of the Parquet file.
   */
  async lacks(day: Day, records: readonly FeedbackRecord[]): Promise<readonly FeedbackRecord[]> {
    const digests = await this.#digestsOf(day).catch(() => undefined);
    return digests === undefined ? records : records.filter((record) => !hasRow(digests, record));
  }

  async #digestsOf(day: Day): Promise<Buffer | undefined> {
    const files = new CompactedDay(this.#root, day);
    const compaction = await files.read();
    if (compaction === undefined) return undefined;
    const { id } = compaction;
    const known = this.#digests.get(day);
    if (known?.id === id) return known.bytes;
    const bytes = readFile(files.digests({ id }));
    this.#digests.set(day, { id, bytes });
    bytes.catch(() => this.#digests.delete(day));
    return bytes;
  }
}
