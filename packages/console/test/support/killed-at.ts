import fs from 'node:fs';
import files from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

/**
 * Loaded before a program, it kills the program right before the n-th time (`KILLED_AT`) that it opens, renames, removes or makes a file
 * in a folder (`KILLED_IN`); a program that never comes so far ends as it would have.
 */
const { KILLED_AT, KILLED_IN = '' } = process.env;
let calls = 0;

function counted<A extends unknown[], R>(call: (...args: A) => R): (...args: A) => R {
  return (...args) => {
    if (String(args[0]).startsWith(KILLED_IN)) calls += 1;
    if (calls === Number(KILLED_AT)) process.kill(process.pid, 'SIGKILL');
    return call(...args);
  };
}

Object.assign(fs, { openSync: counted(fs.openSync), renameSync: counted(fs.renameSync) });
Object.assign(files, {
  open: counted(files.open),
  rm: counted(files.rm),
  mkdir: counted(files.mkdir),
  chmod: counted(files.chmod),
});
syncBuiltinESMExports();
