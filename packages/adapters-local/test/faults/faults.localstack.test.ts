import { faultSuites } from './fault-suites.ts';

faultSuites('localstack', 1_000);
