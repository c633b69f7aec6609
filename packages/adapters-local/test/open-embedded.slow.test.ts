import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseSubmission, submitFeedback } from '@earshot/core';
import { describe, expect, it } from '@jest/globals';
import { openEmbedded } from '../src/open-embedded.ts';
import { temporaryFolder } from './subjects.ts';

const OPEN = `
  const { openEmbedded } = await import(${JSON.stringify(join(import.meta.dirname, '../src/open-embedded.ts'))});
  const embedded = await openEmbedded({ folder: process.argv[1], language: 'en' });
  process.stdin.on('data', async () => { await embedded.close(); process.exit(0); });
  console.log('open');
`;

/** Another process on a data folder, once it has it open. */
async function otherProcess(folder: string) {
  const child = spawn(process.execPath, ['--conditions=@earshot/source', '--input-type=module', '-e', OPEN, folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

describe('a data folder', () => {
  it('is shared by several processes, and none of them takes another for broken off', async () => {
    const { folder, dispose } = await temporaryFolder();
    const other = await otherProcess(folder);
    const mine = await openEmbedded({ folder, language: 'en' });
    await submitFeedback(mine.pipeline, parseSubmission({ feedback: 'great' }));
    expect(await all(mine.catchUp())).toEqual([]);
    await mine.close();
    const ended = once(other, 'exit');
    other.stdin.write('end');
    await ended;
    expect(await readdir(join(folder, 'sessions'))).toEqual([]);
    await dispose();
  });

  it('is compared, store with lake, when a process was killed in it, and then never again', async () => {
    const { folder, dispose } = await temporaryFolder();
    const other = await otherProcess(folder);
    const ended = once(other, 'exit');
    other.kill('SIGKILL');
    await ended;
    const mine = await openEmbedded({ folder, language: 'en' });
    await submitFeedback(mine.pipeline, parseSubmission({ feedback: 'great' }));
    expect(await all(mine.catchUp())).toMatchObject([{ inStore: 1, inLake: 1 }]);
    await mine.close();
    expect(await readdir(join(folder, 'sessions'))).toEqual([]);
    await dispose();
  });
});
