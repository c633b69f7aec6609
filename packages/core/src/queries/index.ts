import { BY_KIND } from './by-kind.ts';
import type { NamedQuery } from './named-query.ts';
import { OVER_TIME } from './over-time.ts';
import { TO_READ } from './to-read.ts';

export type { Chart, NamedQuery } from './named-query.ts';

/** The questions that Earshot knows, in the order in which they are shown; each name once. */
export const NAMED_QUERIES: readonly NamedQuery[] = [...OVER_TIME, ...BY_KIND, ...TO_READ];
