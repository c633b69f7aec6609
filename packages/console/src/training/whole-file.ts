import { access, constants, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Failure, messageOf } from '@earshot/core';

/** Looks whether a file can be written, before any work is done for it. Fails as `invalid`, naming the option `--out`. */
export async function checkWritable(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found !== undefined && !found.isFile()) throw new Failure('invalid', `--out: ${path} is there and is not a file`);
  try {
    await access(dirname(path), constants.W_OK);
  } catch (error) {
    throw unwritable(path, error);
  }
}

/** Writes a file beside its place, lets `use` see it there, and moves it in place: it is there whole and in use, or not at all. */
export async function writeWhole<T>(path: string, bytes: Uint8Array, use: (path: string) => Promise<T>): Promise<T> {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    await writeSynced(temporary, bytes).catch((error: unknown) => Promise.reject(unwritable(path, error)));
    const used = await use(temporary);
    await rename(temporary, path);
    return used;
  } finally {
    await rm(temporary, { force: true });
  }
}

async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

function unwritable(path: string, error: unknown): Failure {
  return new Failure('invalid', `--out: ${path} cannot be written: ${messageOf(error)}`, { cause: error });
}
