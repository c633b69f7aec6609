export { type ComprehendStandIn, type ComprehendStandInOptions, startComprehendStandIn } from './comprehend-stand-in.ts';
export type { Faults } from './faults.ts';
