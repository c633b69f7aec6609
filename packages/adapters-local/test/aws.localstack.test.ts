import { awsSuites } from './aws-suites.ts';

awsSuites('localstack');
