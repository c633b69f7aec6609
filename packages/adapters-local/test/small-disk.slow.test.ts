import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { temporaryFolder } from './subjects.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../../..');

/** Runs a script with a file system of its own mounted on a folder, in a mount namespace that ends with it. */
async function onDisk(options: string, script: string): Promise<unknown> {
  const { folder, dispose } = await temporaryFolder();
  try {
    const node = `${process.execPath} --disable-warning=ExperimentalWarning --conditions=@earshot/source ${join(import.meta.dirname, script)} ${folder}`;
    const { stdout } = await run(
      'unshare',
      ['--map-root-user', '--mount', 'sh', '-c', `mount -t tmpfs -o ${options} tmpfs ${folder} && ${node}`],
      { cwd: root },
    );
    return JSON.parse(stdout);
  } finally {
    await dispose();
  }
}

describe('a disk that fills up', () => {
  it('refuses what it cannot keep, keeps what it acknowledged, and takes the retries once there is room', async () => {
    expect(await onDisk('size=3m', 'small-disk-full.ts')).toEqual({
      acknowledged: expect.any(Number),
      refusedAs: ['unavailable'],
      saying: ['the disk of the data folder is full'],
      healthWhenFull: 'the disk of the data folder is full',
      lost: 0,
      retried: 20,
      rowsInStore: expect.any(Number),
      storeAndLakeDiffer: 0,
      temporaryFiles: 0,
    });
  });
});

describe('a disk that turns read-only', () => {
  it('refuses feedback as denied and still reads what is there', async () => {
    expect(await onDisk('size=3m', 'small-disk-read-only.ts')).toEqual({
      refusedAs: 'denied',
      stillReads: true,
      openedAgain: 'denied',
    });
  });
});
