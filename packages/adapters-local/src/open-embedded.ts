import { access, constants, mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Damage, Failure, type Pipeline, type Reconciliation, reconcile } from '@earshot/core';
import { loadEngine } from './engine.ts';
import { hasCode, localFailure } from './failures.ts';
import { FileFeedbackLake } from './file-feedback-lake/file-feedback-lake.ts';
import { systemClock, uuidIds } from './ids.ts';
import { PrometheusMetricsSink } from './prometheus-metrics-sink/prometheus-metrics-sink.ts';
import { Sessions } from './sessions.ts';
import { FeedbackReader } from './sqlite-feedback-store/feedback-reader.ts';
import { openSqliteStore, type SqliteFeedbackStore } from './sqlite-feedback-store/sqlite-feedback-store.ts';
import { WatchedWrites } from './watched-writes.ts';

/** Where an embedded pipeline keeps its data, and how it judges. */
export interface EmbeddedOptions {
  /** Holds `feedback.sqlite` and `lake/`; made where it is not there. */
  readonly folder: string;
  /** Language of texts that come without one: a BCP 47 tag, or `auto` (the default) to detect it. */
  readonly language?: string;
  /** A file of weights to use for its language in place of the shipped ones. */
  readonly weights?: string;
}

/** A pipeline on one machine, and what is behind its ports. */
export interface Embedded {
  readonly pipeline: Pipeline;
  readonly store: SqliteFeedbackStore;
  /** Answers questions about the store in a thread of its own, which starts with the first. */
  readonly reader: FeedbackReader;
  readonly lake: FileFeedbackLake;
  readonly metrics: PrometheusMetricsSink;
  /** Reads the store and tries whether the data folder can be written; rejects with what is wrong, a full disk too. */
  check(): Promise<void>;
  /**
   * Makes store and lake equal again where a process that used this folder ended without `close`; gives what it did, a day at a time.
   * Days with a damaged lake object are told of, by failing, after the others are done.
   * It may run beside submissions.
   */
  catchUp(): AsyncGenerator<Reconciliation>;
  /** Ends the session; nothing may be under way. */
  close(): Promise<void>;
}

/** Opens the pipeline in a data folder, which several processes may share. Fails naming the folder or file that cannot be used. */
export async function openEmbedded({ folder, language = 'auto', weights }: EmbeddedOptions): Promise<Embedded> {
  const root = await dataFolder(folder);
  await lakeIsNoFile(join(root, 'lake'));
  const analyzer = await loadEngine({ language, ...(weights !== undefined && { weights }) });
  // Weights and store first: where they cannot be used, no session is left behind that looks broken off.
  const file = join(root, 'feedback.sqlite');
  const store = openSqliteStore(file);
  const reader = new FeedbackReader(file);
  const sessions = await Sessions.begin(join(root, 'sessions'));
  const lake = new FileFeedbackLake(join(root, 'lake'));
  const metrics = new PrometheusMetricsSink();
  const writes = new WatchedWrites(store, lake);
  return {
    pipeline: { analyzer, store: writes.store, lake: writes.lake, metrics, clock: systemClock, ids: uuidIds },
    store,
    reader,
    lake,
    metrics,
    check: async () => {
      await store.list({ limit: 1 });
      await tryToWrite(root);
    },
    catchUp: () => catchUp(store, lake, sessions),
    close: async () => {
      const { halfWritten } = writes;
      await reader.close();
      store.close();
      await sessions.end({ halfWritten });
    },
  };
}

async function* catchUp(store: SqliteFeedbackStore, lake: FileFeedbackLake, sessions: Sessions): AsyncGenerator<Reconciliation> {
  if (!sessions.someEndedBadly) return;
  const days = new Set([...store.days(), ...(await lake.days())]);
  const damage = new Damage();
  for (const day of [...days].sort().reverse()) {
    try {
      yield await reconcile({ store, lake }, day);
    } catch (error) {
      damage.note(error);
    }
  }
  await lake.sweep();
  damage.tell();
  await sessions.mended();
}

/** As much as a long feedback takes. */
const TRIAL = Buffer.alloc(131_072);

/** Writes a file into the data folder and takes it away again, as a full disk shows in nothing else. */
async function tryToWrite(root: string): Promise<void> {
  const file = join(root, '.write-test');
  try {
    await writeFile(file, TRIAL, { mode: 0o600 });
  } catch (error) {
    throw localFailure(error, root);
  } finally {
    await rm(file, { force: true }).catch(() => undefined);
  }
}

/** Makes a folder and those above it. Where one can never be made, as below /proc, Node's own `recursive` goes on trying for ever. */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return;
    if (!hasCode(error, 'ENOENT')) throw error;
    await makeFolder(dirname(path));
    await mkdir(path, { mode: 0o700 });
  }
}

/** Looks before anything comes in, as the first feedback would find out. */
async function lakeIsNoFile(lake: string): Promise<void> {
  const found = await stat(lake).catch(() => undefined);
  if (found && !found.isDirectory())
    throw new Failure('denied', `${lake} is a file where the folder of the lake should be; move it away`);
}

async function dataFolder(folder: string): Promise<string> {
  const root = resolve(folder);
  try {
    await makeFolder(root);
    await access(`${root}/.`, constants.W_OK);
    return root;
  } catch (error) {
    throw localFailure(
      error,
      `the data folder ${root} cannot be used; choose one that can be written with --data or EARSHOT_DATA`,
    );
  }
}
