import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileFeedbackLake } from '@earshot/adapters-local';
import { parseRecord } from '@earshot/core';
import { type Answer, openQueries } from '../../../console/src/querying/open-queries.ts';

/** A lake on this machine that answers named queries. */
export interface LocalLake {
  answer(name: string): Promise<Answer>;
  dispose(): Promise<void>;
}

/** A lake with the records of somewhere else. */
export async function lakeOf(records: readonly unknown[]): Promise<LocalLake> {
  const folder = await mkdtemp(join(tmpdir(), 'earshot-deployed-'));
  await new FileFeedbackLake(join(folder, 'lake')).append(records.map(parseRecord));
  const queries = openQueries(folder);
  return {
    answer: (name) => queries.run({ name }, { withinMs: 60_000, maxRows: 1_000 }),
    dispose: async () => {
      await queries.close();
      await rm(folder, { recursive: true });
    },
  };
}
