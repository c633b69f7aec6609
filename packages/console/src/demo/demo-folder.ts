import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tryLock } from '@earshot/adapters-local';
import { Failure } from '@earshot/core';

/** The file that says that a folder is the demo's to empty. */
const MARKER = 'earshot-demo.txt';
const MARK = 'The demo of Earshot keeps its data here, and deletes it whenever it begins.\n';
const LOCK = 'earshot-demo.lock';

/** What the demo makes, and nothing else, goes when it begins again. */
const OWN = /^(feedback\.sqlite.*|alerts\.sqlite.*|lake|lake\.lock.*|sessions|demo\.jsonl.*)$/;

/** A folder that the demo has for itself, until it is let go. */
export interface DemoFolder {
  /** The file to write the rows to. */
  readonly rows: string;
  release(): void;
}

/**
 * Takes a folder that is not there, is empty or was the demo's before, and empties it. Fails as `conflict` when it holds anything that is
 * not the demo's, or when a demo runs in it.
 */
export async function takeDemoFolder(folder: string): Promise<DemoFolder> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const names = await readdir(folder);
  if (names.length > 0 && !(await isDemo(folder)))
    throw new Failure(
      'conflict',
      `${folder} holds something that is not the demo's; choose an empty folder, or a new one, with --data`,
    );
  await writeFile(join(folder, MARKER), MARK);
  const lock = tryLock(join(folder, LOCK));
  if (!lock) throw new Failure('conflict', `a demo runs in ${folder} already; end it, or choose another folder with --data`);
  for (const name of names.filter((one) => OWN.test(one))) await rm(join(folder, name), { recursive: true, force: true });
  return { rows: join(folder, 'demo.jsonl'), release: () => lock.close() };
}

async function isDemo(folder: string): Promise<boolean> {
  return (await readFile(join(folder, MARKER), 'utf8').catch(() => '')) === MARK;
}
