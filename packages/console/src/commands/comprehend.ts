import { once } from 'node:events';
import {
  type ComprehendStandIn,
  type ComprehendStandInOptions,
  startComprehendStandIn,
} from '@earshot/adapters-local/comprehend-stand-in';
import { loadDetector, loadEngine } from '@earshot/adapters-local/engine';
import { isFailure } from '@earshot/core';
import { EXIT } from '../exit-codes.ts';
import { print } from '../output.ts';
import { refused } from '../serving/listen.ts';
import { type Given, Settings } from '../settings.ts';

/** Serves the Comprehend stand-in until Ctrl-C or SIGTERM. Gives the exit code. */
export async function comprehend(given: Given): Promise<number> {
  const settings = new Settings(given);
  const [port, faults, weights] = [settings.standInPort(), settings.faults(), settings.weights()];
  settings.check();
  const stopped = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  const [analyzer, detectLanguage] = await Promise.all([loadEngine(weights), loadDetector()]);
  const standIn = await start({ analyzer, detectLanguage, port, faults });
  print(`Comprehend stand-in is listening on ${standIn.url}; set AWS_ENDPOINT_URL_COMPREHEND to it`);
  await stopped;
  await standIn.stop();
  return EXIT.fine;
}

async function start(options: ComprehendStandInOptions): Promise<ComprehendStandIn> {
  try {
    return await startComprehendStandIn(options);
  } catch (error) {
    if (isFailure(error) && error.cause instanceof Error) throw refused(error.cause, options.port ?? 0, '--port');
    throw error;
  }
}
