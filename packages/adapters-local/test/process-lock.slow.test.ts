import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { ProcessLock, tryLock } from '../src/process-lock.ts';
import { temporaryFolder } from './subjects.ts';

const LOCK = JSON.stringify(join(import.meta.dirname, '../src/process-lock.ts'));

/** Asks for a lock and prints how that fails. */
const HOLD = `
  const { ProcessLock } = await import(${LOCK});
  const file = process.argv[1] + '/lake.lock';
  await new ProcessLock(file).hold(async () => {}).catch(({ kind, message }) => console.log(kind, message.replace(file, 'lake.lock')));
`;

/** Tries to get a lock and prints whether another process holds it. */
const TRY = `
  const { tryLock } = await import(${LOCK});
  console.log(tryLock(process.argv[1] + '/lake.lock') === undefined ? 'held' : 'free');
`;

describe('a lock', () => {
  it('on a full disk says so at once, and not that another process holds it', async () => {
    const { folder, dispose } = await temporaryFolder();
    const node = `${process.execPath} --conditions=@earshot/source --disable-warning=ExperimentalWarning --input-type=module -e "$HOLD" ${folder}`;
    // A file system that has room for its own folder and for no file.
    const { stdout } = await promisify(execFile)(
      'unshare',
      ['--map-root-user', '--mount', 'sh', '-c', `mount -t tmpfs -o nr_inodes=1 tmpfs ${folder} && ${node}`],
      { env: { ...process.env, HOLD } },
    );
    expect(stdout).toMatch(/^unavailable lake\.lock: ENOSPC/);
    await dispose();
  });

  it('stays with the process that holds it when that asks once more', async () => {
    const { folder, dispose } = await temporaryFolder();
    const held = tryLock(join(folder, 'lake.lock'));
    expect(tryLock(join(folder, 'lake.lock'))).toBeUndefined();
    const args = ['--conditions=@earshot/source', '--input-type=module', '-e', TRY, folder];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    expect(stdout).toBe('held\n');
    held?.close();
    await dispose();
  });

  it('is held by one at a time, also through two of it on one file', async () => {
    const { folder, dispose } = await temporaryFolder();
    const locks = [new ProcessLock(join(folder, 'lock')), new ProcessLock(join(folder, 'lock'))];
    let [holders, most] = [0, 0];
    const work = async () => {
      holders += 1;
      most = Math.max(most, holders);
      await new Promise(setImmediate);
      holders -= 1;
    };
    await Promise.all(Array.from({ length: 10 }, (_, i) => locks[i % 2]?.hold(work)));
    expect(most).toBe(1);
    await dispose();
  });

  it('is free for as long as others take to look, once it was held for a second, though its holder wants it again at once', async () => {
    const { folder, dispose } = await temporaryFolder();
    const lock = new ProcessLock(join(folder, 'lake.lock'));
    const [long, again] = [lock.hold(() => setTimeout(1_050)), lock.hold(() => setTimeout(100))];
    await long;
    await setTimeout(20);
    const found = tryLock(join(folder, 'lake.lock'));
    expect(found).toBeDefined();
    found?.close();
    await again;
    await dispose();
  });
});
