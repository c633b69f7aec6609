import { access } from 'node:fs/promises';
import { Failure } from '@earshot/core';

/** Fails as `not-found` where there is no data folder, so that a mistyped one is not taken for an empty one. */
export async function dataFolderMustBeThere(folder: string): Promise<void> {
  await access(folder).catch((cause: unknown) => {
    throw new Failure('not-found', `there is no data folder ${folder}; name another by --data (or EARSHOT_DATA)`, { cause });
  });
}
