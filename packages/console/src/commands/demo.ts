import { rm, writeFile } from 'node:fs/promises';
import { type Embedded, openEmbedded } from '@earshot/adapters-local';
import { dayOf, parseAlertRules } from '@earshot/core';
import { pino } from 'pino';
import { type DemoFolder, takeDemoFolder } from '../demo/demo-folder.ts';
import { openPage } from '../demo/open-page.ts';
import { demoRows } from '../demo/rows.ts';
import { type DemoRow, Shop } from '../demo/shop.ts';
import { loadTexts } from '../demo/texts.ts';
import { trickle } from '../demo/trickle.ts';
import { EXIT } from '../exit-codes.ts';
import { importFile } from '../importing/import-file.ts';
import { ShownProgress } from '../importing/progress.ts';
import { ThreadedAnalyzer } from '../importing/threaded-analyzer.ts';
import { print, tell } from '../output.ts';
import { type Given, Settings } from '../settings.ts';
import { serveWatched } from './serve.ts';

/** Fills a folder of its own with feedback that is made up, and serves it until Ctrl-C. Gives the exit code. */
export async function demo(given: Given): Promise<number> {
  const settings = new Settings(given);
  const [folder, port, { count, seed }] = [settings.data(), settings.port(), settings.demo()];
  settings.check();
  const now = new Date();
  const options = { texts: await loadTexts(), seed, day: dayOf(now.getTime() / 1000), count };
  const shop = new Shop(options);
  const taken = await takeDemoFolder(folder);
  try {
    const embedded = await openEmbedded({ folder });
    try {
      const rows = demoRows(options, shop).filter(({ timestamp }) => timestamp * 1000 <= now.getTime());
      if (!(await fill(embedded, folder, taken, rows))) return EXIT.interrupted;
      await show(embedded, folder, port, shop, given.open ?? true);
    } finally {
      await embedded.close();
    }
  } finally {
    taken.release();
  }
  return EXIT.fine;
}

/** Imports rows as any file is imported. Gives false when it was interrupted. */
async function fill(
  { pipeline }: Embedded,
  folder: string,
  { rows: path }: DemoFolder,
  rows: readonly DemoRow[],
): Promise<boolean> {
  const began = performance.now();
  await writeFile(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  tell(`Making up feedback to a shop, ${rows.length.toLocaleString('en')} pieces over 60 days, and judging it …`);
  const interrupted = new AbortController();
  const interrupt = () => interrupted.abort();
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  const analyzer = ThreadedAnalyzer.start({});
  const progress = new ShownProgress(process.stderr.isTTY);
  const watcher = { ...QUIET, moved: progress.moved.bind(progress) };
  try {
    const job = { path, format: 'jsonl', encoding: 'utf-8', resume: false, into: folder } as const;
    const { imported, complete } = await importFile({ ...pipeline, analyzer }, job, watcher, interrupted.signal);
    progress.end();
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    if (complete) tell(`${imported.toLocaleString('en')} pieces of feedback are in store and lake, after ${seconds} s.`);
    return complete;
  } finally {
    progress.end();
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    await analyzer.stop();
    await rm(path, { force: true });
  }
}

/** What of an import needs no telling where the rows are our own. */
const QUIET = { found: () => {}, leftOut: () => {}, cannotResume: () => {} };

/** Serves the page, opens it, and lets some more come in meanwhile. */
async function show(embedded: Embedded, folder: string, port: number, shop: Shop, opening: boolean): Promise<void> {
  const log = pino({ level: 'warn', base: null }, pino.destination({ dest: 2, sync: true }));
  const stop = new AbortController();
  let more = Promise.resolve();
  const ready = (at: number) => {
    const url = `http://127.0.0.1:${at}`;
    print(`Earshot's demo is at ${url} (data in ${folder}, made anew each time)`);
    tell('New feedback comes in as you watch, every few seconds at first. Ctrl-C ends it.');
    if (opening) void openPage(url);
    more = trickle(embedded.pipeline, shop, log, stop.signal);
  };
  try {
    await serveWatched({ rules: parseAlertRules([]) }, { embedded, folder, engine: {}, log }, port, ready);
  } finally {
    stop.abort();
    await more;
  }
}
