import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { LakeSubject, StoreSubject } from '@earshot/core/conformance';
import { FileFeedbackLake } from '../src/file-feedback-lake/file-feedback-lake.ts';
import { openSqliteStore } from '../src/sqlite-feedback-store/sqlite-feedback-store.ts';

/** A new folder, and its end. */
export async function temporaryFolder(): Promise<{ folder: string; dispose: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'earshot-'));
  return { folder, dispose: () => rm(folder, { recursive: true, force: true }) };
}

export async function storeSubject(): Promise<StoreSubject> {
  const { folder, dispose } = await temporaryFolder();
  const file = join(folder, 'feedback.sqlite');
  return { store: openSqliteStore(file), reopen: async () => openSqliteStore(file), dispose };
}

export async function lakeSubject(): Promise<LakeSubject> {
  const { folder, dispose } = await temporaryFolder();
  const root = join(folder, 'lake');
  return {
    lake: new FileFeedbackLake(root),
    objects: () => filesIn(root),
    write: (key, text) => writeIn(root, key, text),
    reopen: async () => new FileFeedbackLake(root),
    dispose,
  };
}

/** Writes a file in a folder as it is, with the folders above it. */
export async function writeIn(folder: string, name: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, name)), { recursive: true });
  await writeFile(join(folder, name), text);
}

/** The texts of all files that are still there when they are read. */
async function filesIn(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const text = (path: string) => readFile(path, 'utf8').catch(() => undefined);
  const read = await Promise.all(files.map(async (path) => [path.slice(folder.length + 1), await text(path)] as const));
  return new Map(read.flatMap(([name, found]) => (found === undefined ? [] : [[name, found] as const])));
}
