import { Failure, type FailureKind, isDiskFull, isFailure, isObject, messageOf } from '@earshot/core';

/** What the operating system's error codes mean. */
const BY_ERRNO: ReadonlyMap<unknown, FailureKind> = new Map([
  ['ENOSPC', 'unavailable'],
  ['EDQUOT', 'unavailable'],
  ['EFBIG', 'unavailable'],
  ['EIO', 'unavailable'],
  ['EMFILE', 'unavailable'],
  ['ENFILE', 'unavailable'],
  ['EBUSY', 'unavailable'],
  ['EADDRINUSE', 'unavailable'],
  ['EACCES', 'denied'],
  ['EPERM', 'denied'],
  ['EROFS', 'denied'],
]);

/** What SQLite's primary result codes mean (sqlite.org/rescode.html). */
const BY_SQLITE_CODE: ReadonlyMap<number, FailureKind> = new Map([
  [3, 'denied'], // PERM
  [5, 'unavailable'], // BUSY: another process has held the file for longer than the time-out
  [6, 'unavailable'], // LOCKED
  [8, 'denied'], // READONLY
  [10, 'unavailable'], // IOERR
  [13, 'unavailable'], // FULL
  [14, 'denied'], // CANTOPEN
  [18, 'invalid'], // TOOBIG
]);

/** Turns an error of the file system or of SQLite into a failure, keeping it as the cause. `place` is the file or folder it concerns. */
export function localFailure(error: unknown, place: string): Failure {
  if (isFailure(error)) return error;
  const told = isDiskFull(error) ? `${messageOf(error)}; the disk of the data folder is full` : messageOf(error);
  return new Failure(kindOf(error), `${place}: ${told}`, { cause: error });
}

function kindOf(error: unknown): FailureKind {
  if (!isObject(error)) return 'internal';
  const bySqlite = 'errcode' in error && typeof error.errcode === 'number' ? BY_SQLITE_CODE.get(error.errcode & 0xff) : undefined;
  return bySqlite ?? ('code' in error ? BY_ERRNO.get(error.code) : undefined) ?? 'internal';
}

/** Whether an error is of a call to the operating system, and not of what somebody made of its answer. */
export function isSystemError(error: unknown): boolean {
  return isObject(error) && 'syscall' in error;
}

/** Whether an error has the operating system's code given. */
export function hasCode(error: unknown, code: string): boolean {
  return isObject(error) && 'code' in error && error.code === code;
}
