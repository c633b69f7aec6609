import { type AthenaCompacted, AthenaCompaction, AthenaSql, compactionClients } from '@earshot/adapters-aws';
import { type Day, invalid, isDay, isObject } from '@earshot/core';
import { pino } from 'pino';
import type { CompactionConfig } from './compaction-config.ts';

/** Builds the function that compacts. Its event may name the day to begin from, `{"from": "2024-01-01"}`, after old feedback was imported. */
export function composeCompaction(config: CompactionConfig): (event?: unknown) => Promise<AthenaCompacted> {
  const { athena, s3 } = compactionClients(config);
  const log = pino({ base: null }, pino.destination({ sync: true }));
  const compaction = new AthenaCompaction({ sql: new AthenaSql(athena, config), s3, bucket: config.bucket });
  return async (event) => {
    const compacted = await compaction.run(Math.floor(Date.now() / 1000), beginningOf(event));
    log.info(compacted, 'compacted');
    return compacted;
  };
}

/** The day that an event says to begin from, if it says one. Fails as `invalid` where that is no day. */
export function beginningOf(event: unknown): Day | undefined {
  const from = isObject(event) && 'from' in event ? event.from : undefined;
  if (from === undefined) return undefined;
  if (typeof from === 'string' && isDay(from)) return from;
  throw invalid([{ field: 'from', message: 'must be a UTC day such as 2026-11-24' }]);
}
