import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { messageOf } from '@earshot/core';
import type { Reader } from './reader.ts';

/** What files of weights begin with: a name, and the version of their format. */
const MAGIC = 'EARSHOT\u0002';

/** The file of weights of one's own, absolute; nothing where none is given. */
export function weightsFile(read: Reader): string | undefined {
  const given = read.given('EARSHOT_WEIGHTS');
  if (given === undefined) return undefined;
  const wrong = whatIsWrong(given);
  if (wrong !== undefined) read.problem('EARSHOT_WEIGHTS', `be a file of weights, as earshot train makes one; ${wrong}`);
  return resolve(given);
}

function whatIsWrong(path: string): string | undefined {
  try {
    const begins = readFileSync(path).toString('latin1', 0, MAGIC.length);
    return begins === MAGIC ? undefined : `${path} is none of this version of Earshot`;
  } catch (error) {
    return messageOf(error);
  }
}
