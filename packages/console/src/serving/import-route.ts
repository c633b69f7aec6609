import { join } from 'node:path';
import type { EngineOptions } from '@earshot/adapters-local/engine';
import { Failure, invalid, isFailure, type Pipeline } from '@earshot/core';
import type { Context, Hono } from 'hono';
import type { Logger } from 'pino';
import { encodingOf, SOME_ENCODINGS } from '../importing/encodings.ts';
import { type ImportJob, type ImportResult, importFile } from '../importing/import-file.ts';
import { type Format, formatOf } from '../importing/rows.ts';
import { ThreadedAnalyzer } from '../importing/threaded-analyzer.ts';
import { ImportLines } from './import-lines.ts';
import type { Problems } from './problems.ts';
import { Uploads } from './uploads.ts';
import { wordsForThePage } from './words-for-the-page.ts';

/** What the import works with. */
export interface ImportOptions {
  readonly pipeline: Pipeline;
  /** The data folder, which keeps the file meanwhile. */
  readonly folder: string;
  /** How the engine is loaded that judges beside the server's own. */
  readonly engine: EngineOptions;
  readonly problems: Problems;
  readonly log: Logger;
  /** Ends an import after the rows that are under way, so that the server can stop. */
  readonly stopping: AbortSignal;
}

/** A file that is to come. */
interface Upload {
  readonly name: string;
  readonly format: Format;
  readonly encoding: string;
}

/** A file that has arrived, and the folder that it has for itself. */
interface Kept extends Upload {
  readonly folder: string;
}

const RUNNING = 'an import is running already; wait until it has ended, or stop it where it was begun';
const NO_FORMAT = 'must end in .csv, .tsv or .jsonl, which tells the format of the file; export a spreadsheet as CSV first';

/**
 * `POST /import?name=FILE`: imports the file that is the body, of any size, as `earshot import` does, and answers with a line of JSON
 * for every step. One import runs at a time. Whoever goes away ends it after the rows that are under way.
 */
export function importRoute(app: Hono, options: ImportOptions): void {
  const uploads = new Uploads(options.folder, options.log);
  let running = false;
  app.post('/import', async (context) => {
    const upload = uploadIn(context);
    if (running) throw new Failure('conflict', RUNNING);
    running = true;
    const end = () => {
      running = false;
    };
    try {
      const folder = await uploads.keep(context.req.raw, upload.name);
      return context.body(importing({ ...upload, folder }, options, uploads, end), 200, {
        'content-type': 'application/x-ndjson',
        'cache-control': 'no-store',
      });
    } catch (error) {
      end();
      throw error;
    }
  });
}

function uploadIn(context: Context): Upload {
  const name = (context.req.query('name') ?? '').replaceAll(/[^\p{L}\p{N}._ -]/gu, '_').slice(-100);
  const format = formatOf(name);
  if (!format) throw invalid([{ field: 'name', message: NO_FORMAT }]);
  const encoding = encodingOf(context.req.query('encoding') ?? 'utf-8');
  if (!encoding) throw invalid([{ field: 'encoding', message: `is not known; ${SOME_ENCODINGS} are` }]);
  return { name, format, encoding };
}

/** The lines of an answer, and the import that they tell of; `end` is called when it is over. */
function importing(file: Kept, options: ImportOptions, uploads: Uploads, end: () => void): ReadableStream<Uint8Array> {
  const gone = new AbortController();
  const stop = AbortSignal.any([gone.signal, options.stopping]);
  return new ReadableStream({
    start: (controller) => {
      const lines = new ImportLines(controller);
      void told(file, options, lines, stop).then(async () => {
        await uploads.drop(file.folder);
        end();
        lines.close();
      });
    },
    cancel: () => gone.abort(),
  });
}

/** Imports, and tells how it ended; whatever happens is told, so it never rejects. */
async function told(file: Kept, options: ImportOptions, lines: ImportLines, stop: AbortSignal): Promise<void> {
  try {
    lines.done(await imported(file, options, lines, stop));
  } catch (error) {
    const { error: message, code } = options.problems.inWords(error);
    lines.failed(wordsForThePage(message.replaceAll(`${file.folder}/`, '')), isFailure(error) ? error.kind : code);
  }
}

async function imported(
  { folder, name, format, encoding }: Kept,
  { pipeline, engine }: ImportOptions,
  lines: ImportLines,
  stop: AbortSignal,
): Promise<ImportResult> {
  const analyzer = ThreadedAnalyzer.start(engine);
  const job: ImportJob = { path: join(folder, name), format, encoding, resume: false, into: 'the page' };
  try {
    return await importFile({ ...pipeline, analyzer }, job, lines, stop);
  } finally {
    await analyzer.stop();
  }
}
