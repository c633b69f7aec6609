import { isObject } from './objects.ts';

/** What the operating system says of a disk, or of a quota of it, that is full. */
const FULL = ['ENOSPC', 'EDQUOT'];

/** SQLite has one code for all its errors, and a number for each: this one is for a full disk (sqlite.org/rescode.html). */
const SQLITE_FULL = 13;

/** Whether an error of the file system or of SQLite is for a full disk. */
export function isDiskFull(error: unknown): boolean {
  if (!isObject(error)) return false;
  return ('code' in error && FULL.some((code) => code === error.code)) || ('errcode' in error && error.errcode === SQLITE_FULL);
}
