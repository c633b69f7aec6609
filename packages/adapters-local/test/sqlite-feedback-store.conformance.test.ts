import { storeSuite } from '@earshot/core/conformance';
import { describe, it } from '@jest/globals';
import { storeSubject } from './subjects.ts';

describe('SqliteFeedbackStore', () => {
  storeSuite({ describe, it }, storeSubject);
});
