import { type LocalAws, startLocalAws } from '@earshot/adapters-local/localstack';
import { parseSubmission, submitFeedback } from '@earshot/core';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { complaintsOf } from '../src/complaints.ts';

let aws: LocalAws;
beforeAll(async () => {
  aws = await startLocalAws();
}, 180_000);
afterAll(() => aws.stop());

it('a customer’s complaints are found in DynamoDB, once Comprehend has judged them', async () => {
  const { pipeline } = aws;
  for (const feedback of ['I love it, great!', 'It arrived broken, terrible.'])
    await submitFeedback(pipeline, parseSubmission({ feedback, customer_id: 'c-17' }));
  expect(await complaintsOf(pipeline.store, 'c-17')).toEqual(['It arrived broken, terrible.']);
  expect(aws.comprehend.calls()).toEqual({ DetectSentiment: 2 });
});
