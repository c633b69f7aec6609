import { storeSuite } from '@earshot/core/conformance';
import { describe, it } from '@jest/globals';
import { storeSubject } from './subjects.ts';

storeSuite({ describe, it }, storeSubject);
