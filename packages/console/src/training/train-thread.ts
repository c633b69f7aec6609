import { parentPort, workerData } from 'node:worker_threads';
import { encodeWeights, train } from '@earshot/adapters-local/training';
import { startOf } from './start-of.ts';
import type { Lesson } from './train-beside.ts';

/** What stands before the digest in the version of weights that were trained by the command. */
const RELEASE = 'own';

/** What runs in the thread of `trainBeside`: the training, which does nothing else until it is done. */
const { rows, language, from }: Lesson = workerData;
const start = await startOf(from, language);
const model = train(rows, { language, ...(start && { from: start }) });
parentPort?.postMessage(encodeWeights(language, RELEASE, model));
