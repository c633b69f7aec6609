import { lakeSuite } from '@earshot/core/conformance';
import { describe, it } from '@jest/globals';
import { lakeSubject } from './subjects.ts';

describe('FileFeedbackLake', () => {
  lakeSuite({ describe, it }, lakeSubject);
});
