import { appendFileSync } from 'node:fs';

/** Appends `passed failed` of a jest run to the file that `EARSHOT_TEST_COUNTS` names, for whoever adds up several runs. */
export default class CountReporter {
  onRunComplete(_, { numPassedTests, numFailedTests, numRuntimeErrorTestSuites }) {
    const file = process.env.EARSHOT_TEST_COUNTS;
    if (file) appendFileSync(file, `${numPassedTests} ${numFailedTests + numRuntimeErrorTestSuites}\n`);
  }
}
