import { mkdir, readdir, readFile, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dayOf, type FeedbackRecord, lakeKeyOf } from '@earshot/core';
import { sampleRecord } from '@earshot/core/conformance';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FileFeedbackLake } from '../src/file-feedback-lake/file-feedback-lake.ts';
import { temporaryFolder } from './subjects.ts';

let folder: string;
let lake: FileFeedbackLake;
let dispose: () => Promise<void>;

beforeEach(async () => {
  const temporary = await temporaryFolder();
  dispose = temporary.dispose;
  folder = join(temporary.folder, 'lake');
  await mkdir(folder);
  lake = new FileFeedbackLake(folder);
});
afterEach(() => dispose());

async function readAll(day: string): Promise<FeedbackRecord[]> {
  const records: FeedbackRecord[] = [];
  for await (const some of lake.read(day)) records.push(...some);
  return records;
}

describe('FileFeedbackLake', () => {
  it.each([
    '../../etc/passwd.json',
    '/etc/passwd.json',
    'feedback/year=2026/month=03/day=01/../../x.jsonl',
    'feedback/x.jsonl',
    'a\u0000.jsonl',
  ])('refuses a lake key that leads elsewhere: %j', async (lakeKey) => {
    await expect(lake.append([sampleRecord({ lakeKey })])).rejects.toMatchObject({
      kind: 'invalid',
      issues: [{ field: 'lakeKey' }],
    });
    expect(await readdir(folder)).toEqual([]);
  });

  it('refuses a feedback id that leads elsewhere', async () => {
    await expect(lake.append([sampleRecord({ feedbackId: '../../../../../x' })])).rejects.toMatchObject({ kind: 'invalid' });
  });

  it('names the object that is damaged', async () => {
    const record = sampleRecord();
    await lake.append([record]);
    await writeFile(join(folder, lakeKeyOf(record)), '{"feedbackId":"half a rec');
    await expect(readAll(dayOf(record.timestamp))).rejects.toMatchObject({
      kind: 'internal',
      message: expect.stringContaining(lakeKeyOf(record)),
    });
  });

  it('keeps what is not whole out of sight of every reader, and sweeps up what a killed process left', async () => {
    const record = sampleRecord();
    await lake.append([record]);
    const left = join(join(folder, '.temporary'), 'left-behind');
    await writeFile(left, '{"feedbackId":"ha');
    await utimes(left, 0, 0);
    expect(await readAll(dayOf(record.timestamp))).toEqual([record]);
    await lake.sweep();
    expect(await readdir(join(folder, '.temporary'))).toEqual([]);
  });

  it('goes on when its folders are taken away under it', async () => {
    const record = sampleRecord();
    await lake.append([record]);
    await dispose();
    await lake.append([record]).catch(() => {});
    await lake.append([record]);
    expect(await readFile(join(folder, lakeKeyOf(record)), 'utf8')).toContain(record.feedbackId);
  });

  it('says which folder is no folder', async () => {
    await mkdir(join(folder, 'feedback'));
    await symlink('/dev/null', join(folder, 'feedback/year=2026'));
    await expect(lake.append([sampleRecord()])).rejects.toMatchObject({ message: expect.stringContaining('year=2026') });
  });
});
