import { compose } from './compose.ts';
import { readConfig } from './config.ts';

/** Makes store and lake equal again, on a schedule. */
export const handler = compose(readConfig()).reconcile;
