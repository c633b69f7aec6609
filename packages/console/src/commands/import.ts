import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import { openEmbedded } from '@earshot/adapters-local';
import { EXIT } from '../exit-codes.ts';
import { type ImportJob, type ImportResult, importFile } from '../importing/import-file.ts';
import { ShownProgress } from '../importing/progress.ts';
import { formatOf } from '../importing/rows.ts';
import { findSource } from '../importing/source.ts';
import { ThreadedAnalyzer } from '../importing/threaded-analyzer.ts';
import { print, tell } from '../output.ts';
import { type Given, Settings } from '../settings.ts';

/** Imports a file of feedback. Gives the exit code. */
export async function importCommand(path: string, given: Given): Promise<number> {
  const settings = new Settings(given);
  const language = settings.language();
  const weights = settings.weights();
  await lookAtUnknown(path, given, settings);
  const job = jobOf(path, given, settings);
  settings.check();
  const began = performance.now();
  limitYoungGeneration();
  const embedded = await openEmbedded({ folder: job.into, language, ...weights });
  const analyzer = ThreadedAnalyzer.start({ language, ...weights });
  const progress = new ShownProgress(process.stderr.isTTY);
  try {
    const result = await importFile({ ...embedded.pipeline, analyzer }, job, progress, onInterrupt());
    progress.end();
    show(result, (performance.now() - began) / 1000, given.json ?? false);
    if (!result.complete) tell('Interrupted. What is imported stays; the same command with --resume goes on from here.');
    return exitCodeOf(result);
  } finally {
    progress.end();
    await analyzer.stop();
    await embedded.close();
  }
}

/** Bytes of the space for new objects. At the 1 MB of a command that begins, a fifth of the time went into collecting it. */
const NEW_OBJECTS = 8 * 1024 * 1024;

/**
 * Rows live for a moment only, yet V8 would let the space for new objects grow to 128 MB on the way. It is let grow at once as far as it
 * serves, by objects that nobody needs, and no further; the engine's thread begins with 4 MB. There is no other way to say so once the
 * process runs.
 */
function limitYoungGeneration(): void {
  const kept: object[] = [];
  while (spaceForNewObjects() < NEW_OBJECTS && kept.length < 1_000_000) for (let i = 0; i < 10_000; i += 1) kept.push({ i });
  for (const flag of ['--min-semi-space-size=4', '--semi-space-growth-factor=1']) setFlagsFromString(flag);
}

function spaceForNewObjects(): number {
  return getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')?.space_size ?? NEW_OBJECTS;
}

/** Looks at a file whose format is not known before that is asked for: of a folder or a spreadsheet none would do. */
async function lookAtUnknown(path: string, given: Given, settings: Settings): Promise<void> {
  if (given.format === undefined && formatOf(path) === undefined) await findSource(path, settings.encoding());
}

function jobOf(path: string, given: Given, settings: Settings): ImportJob {
  const format = settings.format(path);
  const names = settings.columns(format);
  const encoding = settings.encoding();
  return { path, format, encoding, resume: given.resume ?? false, into: settings.data(), ...(names && { names }) };
}

/** Says stop at the first Ctrl-C; the second ends the process as it would have anyway. */
function onInterrupt(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => controller.abort());
  return controller.signal;
}

function show(result: ImportResult, seconds: number, json: boolean): void {
  print(json ? asJson(result, seconds) : asSentence(result, seconds));
  if (!json && result.errorsPath !== undefined) print(`The rows left out, with line and reason: ${result.errorsPath}`);
}

function asJson({ errorBytes: _, before: __, ...result }: ImportResult, seconds: number): string {
  return JSON.stringify({ ...result, seconds: Math.round(seconds * 1000) / 1000 });
}

/** The counts are of the whole file, also where its import was interrupted and resumed; time and speed are of this run. */
function asSentence({ imported, alreadyThere, leftOut, rows, before }: ImportResult, seconds: number): string {
  const now = rows - before;
  const figures = [imported, alreadyThere, leftOut, rows, now, Math.round(now / seconds)];
  const [added, known, out, all, part, speed] = figures.map((figure) => figure.toLocaleString('en'));
  const counted = before > 0 ? `${all} rows, ${part} of them now,` : `${all} rows`;
  return `Imported ${added}, already there ${known}, left out ${out}: ${counted} in ${seconds.toFixed(1)} s (${speed} rows/s)`;
}

function exitCodeOf({ complete, leftOut }: ImportResult): number {
  if (!complete) return EXIT.interrupted;
  return leftOut > 0 ? EXIT.rowsLeftOut : EXIT.fine;
}
