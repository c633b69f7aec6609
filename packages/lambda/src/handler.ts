import { compose } from './compose.ts';
import { readConfig } from './config.ts';

/** Answers API Gateway's proxy events. Everything that can be is built before the first of them. */
export const { handler } = compose(readConfig());
