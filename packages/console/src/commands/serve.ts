import { setTimeout as pause } from 'node:timers/promises';
import { type Embedded, openEmbedded } from '@earshot/adapters-local';
import { toFailure } from '@earshot/core';
import { failureFields } from '@earshot/lambda';
import { type Logger, pino } from 'pino';
import { type AlertingOptions, openAlerting } from '../alerting/open-alerting.ts';
import { EXIT } from '../exit-codes.ts';
import { print } from '../output.ts';
import { type AppOptions, createApp } from '../serving/app.ts';
import { Changes } from '../serving/changes.ts';
import { type Listening, listen } from '../serving/listen.ts';
import { type Given, Settings } from '../settings.ts';

/** Milliseconds that requests under way have to end, once the server is told to stop. */
const STOP_WITHIN_MS = 10_000;

/** Serves until Ctrl-C or SIGTERM. Gives the exit code. */
export async function serve(given: Given): Promise<number> {
  const settings = new Settings(given);
  const [folder, language, port, level] = [settings.data(), settings.language(), settings.port(), settings.logLevel()];
  const weights = settings.weights();
  const watched = { rules: settings.alerts(), ...settings.webhook() };
  settings.check();
  const log = pino({ level, base: null }, pino.destination({ dest: 2, sync: true }));
  const engine = { language, ...weights };
  const embedded = await openEmbedded({ folder, ...engine });
  try {
    await serveWatched(watched, { embedded, folder, engine, log }, port, (at) =>
      print(`Earshot is listening on http://127.0.0.1:${at} (data in ${folder})`),
    );
  } finally {
    await embedded.close();
  }
  return EXIT.fine;
}

/** Serves until Ctrl-C or SIGTERM, and watches alerts as long. */
export async function serveWatched(
  watched: AlertingOptions,
  options: Omit<AppOptions, 'port' | 'stopping' | 'alerts' | 'changes'>,
  port: number,
  ready: (port: number) => void,
): Promise<void> {
  const { embedded, folder, log } = options;
  const changes = new Changes(embedded.store);
  const alerting = openAlerting(watched, { reader: embedded.reader, changes, folder, log });
  try {
    await serveEmbedded({ ...options, changes, alerts: alerting.alerts }, port, ready);
  } finally {
    await alerting.close();
  }
}

async function serveEmbedded(
  options: Omit<AppOptions, 'port' | 'stopping'>,
  port: number,
  ready: (port: number) => void,
): Promise<void> {
  const { embedded, log } = options;
  let listening: Listening | undefined;
  const stop = stopSignal();
  listening = await listen(createApp({ ...options, port: () => listening?.port, stopping: stop }), port);
  ready(listening.port);
  const mending = mend(embedded, log, stop);
  await stopped(stop);
  log.info('stopping: requests under way may end');
  await Promise.all([listening.stop(STOP_WITHIN_MS), Promise.race([mending, pause(STOP_WITHIN_MS, undefined, { ref: false })])]);
}

/** Makes store and lake equal where an earlier process was broken off, beside the requests. */
async function mend(embedded: Embedded, log: Logger, stop: AbortSignal): Promise<void> {
  try {
    for await (const { day, addedToStore, addedToLake, rewrittenInLake } of embedded.catchUp()) {
      const mended = addedToStore + addedToLake + rewrittenInLake;
      if (mended > 0) log.info({ day, addedToStore, addedToLake, rewrittenInLake }, 'mended what a broken-off process left');
      if (stop.aborted) return;
    }
    log.debug('store and lake are compared');
  } catch (error) {
    if (!stop.aborted) log.error(failureFields(toFailure(error)), 'store and lake could not be compared; run earshot reconcile');
  }
}

/** Says stop at the first Ctrl-C or SIGTERM; the second ends the process as it would have anyway. */
function stopSignal(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => controller.abort());
  return controller.signal;
}

function stopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
