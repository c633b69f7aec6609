import { Worker } from 'node:worker_threads';
import type { LabelledRow } from '@earshot/adapters-local/training';
import { programBeside } from '../program-beside.ts';

/** What to train, and from what: `shipped`, `none` or a file of weights. */
export interface Lesson {
  readonly rows: readonly LabelledRow[];
  readonly language: string;
  readonly from: string;
}

/** Milliseconds after which a training says that it goes on, and then again. */
const PATIENCE_MS = 2_000;

const THREAD = programBeside(import.meta.url, 'train-thread');

/** Trains in a thread of its own, so that this one can tell that it goes on, and can be interrupted. Gives the bytes of a file of weights. */
export async function trainBeside(lesson: Lesson, onWaiting: (seconds: number) => void): Promise<Uint8Array> {
  const began = performance.now();
  const telling = setInterval(() => onWaiting(Math.round((performance.now() - began) / 1000)), PATIENCE_MS);
  const worker = new Worker(THREAD.url, { workerData: lesson });
  try {
    return await new Promise<Uint8Array>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', () => reject(new Error('the training ended before it was done')));
    });
  } finally {
    clearInterval(telling);
    await worker.terminate();
  }
}
