import { FileFeedbackLake } from '@earshot/adapters-local';
import type { FeedbackRecord } from '@earshot/core';
import { sampleRecord } from '@earshot/core/conformance';

/**
 * Appends to a lake's folder in a process of its own until it is told to end: to one batch object again and again, and to new objects.
 * Prints the records that are acknowledged.
 */
const [root = '', lakeKey = ''] = process.argv.slice(2);
const lake = new FileFeedbackLake(root);
let ended = false;
process.once('SIGTERM', () => {
  ended = true;
});
while (!ended) {
  const fresh = lakeKey.replace(/[^/]*$/, `${crypto.randomUUID()}.jsonl`);
  const records: FeedbackRecord[] = [sampleRecord({ lakeKey }), sampleRecord(), sampleRecord({ lakeKey: fresh })];
  await lake.append(records);
  console.log(JSON.stringify(records));
}
