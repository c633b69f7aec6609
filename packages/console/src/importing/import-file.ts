import { Failure, type Pipeline, toFailure } from '@earshot/core';
import { inBatches } from './batches.ts';
import { Checkpoint, NOTHING_DONE, type Progress } from './checkpoint.ts';
import { ColumnsSeen } from './columns-seen.ts';
import { Done } from './done.ts';
import { toEntry } from './entry.ts';
import { inOrder } from './in-order.ts';
import { keep } from './keep.ts';
import { Occurrences } from './occurrences.ts';
import { openRows, type RowsToRead } from './open-rows.ts';
import { RowErrors } from './row-errors.ts';
import type { Cells } from './rows.ts';
import { findSource } from './source.ts';
import type { ImportWatcher } from './watcher.ts';

/** What to import, and how. */
export interface ImportJob extends RowsToRead {
  /** Go on where an earlier import of the same file was interrupted. */
  readonly resume: boolean;
  /** Where the rows go, written out; an import is resumed only into the same place. */
  readonly into: string;
}

/** Batches under way at the same time, so that one is read and judged while the one before is written. */
const DEPTH = 2;

/** What an import has done. */
export interface ImportResult extends Progress {
  /** False when it was interrupted. */
  readonly complete: boolean;
  /** Columns that are no field of feedback; the first hundred. */
  readonly ignored: readonly string[];
  /** Rows that an interrupted import had done before this one went on with it. */
  readonly before: number;
  /** The file that lists the rows left out, when there are any. */
  readonly errorsPath?: string;
}

/**
 * Imports a file of any size. Whatever ends it, rows are stored whole or not at all, and importing the file again, or resuming, adds
 * those that are missing and none twice. `stop` ends it after the batch that is under way.
 */
export async function importFile(
  pipeline: Pipeline,
  job: ImportJob,
  watcher: ImportWatcher,
  stop: AbortSignal,
): Promise<ImportResult> {
  const source = await findSource(job.path, job.encoding);
  const checkpoint = new Checkpoint(source, settingsOf(job));
  const start = job.resume ? await resumed(checkpoint) : NOTHING_DONE;
  const errors = new RowErrors(`${job.path}.errors.csv`, start.errorBytes);
  const columns = new ColumnsSeen(watcher);
  const done = new Done(start, errors, checkpoint, watcher);
  const seen = Occurrences.open();
  try {
    await errors.clear();
    await done.note();
    let bytes = 0;
    const rows = openRows(job, (read) => {
      bytes = read;
    });
    const entry = (row: Cells) => toEntry(columns.see(row), seen, pipeline.ids);
    const batches = inBatches(rows, start.rows, entry, stop);
    for await (const kept of inOrder(batches, DEPTH, (batch) => keep(pipeline, batch))) {
      await done.add(kept);
      watcher.moved(done.progress, bytes, source.bytes);
    }
    const complete = !stop.aborted;
    await (complete ? checkpoint.clear() : done.note());
    const ended = { complete, before: start.rows, ignored: columns.ignored };
    return { ...done.progress, ...ended, ...(errors.bytes > 0 && { errorsPath: errors.path }) };
  } catch (error) {
    await (done.progress.rows === 0 ? checkpoint.clear() : done.note());
    throw stopped(error, done.progress.rows);
  } finally {
    seen.close();
    await errors.close();
  }
}

async function resumed(checkpoint: Checkpoint): Promise<Progress> {
  const progress = await checkpoint.read();
  if (progress) return progress;
  throw new Failure('not-found', `there is nothing to resume: ${checkpoint.path} is not there; import without --resume`);
}

function settingsOf({ into, format, encoding, names }: ImportJob): string {
  return `${format}, ${encoding}, ${names ? `columns ${names.join()}` : 'with header'}, into ${into}`;
}

function stopped(error: unknown, rows: number): unknown {
  if (rows === 0) return error;
  const { kind, message, issues } = toFailure(error);
  const told = `${message}. Stopped after ${rows.toLocaleString('en')} rows; go on with --resume once that is mended`;
  return new Failure(kind, told, { cause: error, issues, retryable: false });
}
