import { readCompactionConfig } from './compaction-config.ts';
import { composeCompaction } from './compose-compaction.ts';

/** Compacts the lake, on a schedule. */
export const handler = composeCompaction(readCompactionConfig());
