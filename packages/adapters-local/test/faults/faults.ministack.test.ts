import { faultSuites } from './fault-suites.ts';

faultSuites('ministack', 500);
