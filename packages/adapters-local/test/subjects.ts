import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
  return { lake: new FileFeedbackLake(root), objects: () => filesIn(root), dispose };
}

async function filesIn(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    await Promise.all(files.map(async (path) => [path.slice(folder.length + 1), await readFile(path, 'utf8')] as const)),
  );
}
