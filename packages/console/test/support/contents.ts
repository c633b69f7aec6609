import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openEmbedded } from '@earshot/adapters-local';
import type { FeedbackRecord } from '@earshot/core';

/** What lies in a data folder: ids as often as they stand there, in order. */
export interface Contents {
  readonly store: readonly string[];
  readonly lake: readonly string[];
  /** Names of the lake's objects. */
  readonly objects: readonly string[];
}

/** Looks into a data folder: at the store by its door, at the lake by its files. */
export async function contentsOf(folder: string): Promise<Contents> {
  const objects = await objectsIn(join(folder, 'lake'));
  const texts = await Promise.all(objects.map((path) => readFile(join(folder, 'lake', path), 'utf8')));
  const lines = texts.flatMap((text) => text.split('\n').filter((line) => line !== ''));
  const ids = lines.map((line) => String(JSON.parse(line).feedbackId));
  return { store: (await storedIn(folder)).map(({ feedbackId }) => feedbackId).sort(), lake: ids.sort(), objects };
}

async function storedIn(folder: string): Promise<readonly FeedbackRecord[]> {
  const embedded = await openEmbedded({ folder, language: 'en' });
  try {
    const records: FeedbackRecord[] = [];
    let cursor: string | undefined;
    do {
      const page = await embedded.store.list({ limit: 1_000, ...(cursor !== undefined && { cursor }) });
      records.push(...page.items);
      cursor = page.cursor;
    } while (cursor !== undefined);
    return records;
  } finally {
    await embedded.close();
  }
}

async function objectsIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  return names.filter((name) => /\.jsonl?$/.test(name));
}
