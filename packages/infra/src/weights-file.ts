import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { decodeWeights } from '@earshot/adapters-local/engine';
import { messageOf } from '@earshot/core';
import type { Reader } from './reader.ts';

/** The file of weights of one's own, absolute; nothing where none is given. It is read whole, as the function would: a damaged one is refused. */
export function weightsFile(read: Reader): string | undefined {
  const given = read.given('EARSHOT_WEIGHTS');
  if (given === undefined) return undefined;
  const wrong = whatIsWrong(given);
  if (wrong !== undefined) read.problem('EARSHOT_WEIGHTS', `be a file of weights, as earshot train makes one; ${wrong}`);
  return resolve(given);
}

function whatIsWrong(path: string): string | undefined {
  try {
    decodeWeights(readFileSync(path), path);
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}
