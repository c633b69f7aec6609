import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Sessions } from '../src/sessions.ts';
import { temporaryFolder } from './subjects.ts';

/** Begins and ends sessions well; gives how often another one looked abandoned. */
async function comeAndGo(folder: string): Promise<number> {
  let alarms = 0;
  for (let round = 0; round < 30; round += 1) {
    const session = await Sessions.begin(folder);
    if (session.someEndedBadly) alarms += 1;
    await session.end({ halfWritten: false });
  }
  return alarms;
}

describe('sessions that begin and end well', () => {
  it('are never taken for broken off by others that come and go beside them, and leave no note', async () => {
    const { folder, dispose } = await temporaryFolder();
    const sessions = join(folder, 'sessions');
    expect(await Promise.all([1, 2, 3].map(() => comeAndGo(sessions)))).toEqual([0, 0, 0]);
    expect(await readdir(sessions)).toEqual([]);
    await dispose();
  });
});
