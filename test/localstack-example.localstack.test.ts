import { expect, it } from '@jest/globals';
import { runLocalstackExample } from './localstack-example.ts';

it('the integration test of the examples runs on LocalStack where there is a Docker engine', async () => {
  const printed = await runLocalstackExample({});
  expect(printed).toMatch(/AWS endpoint: localstack at \S+, ready in/);
  expect(printed).toMatch(/Tests: +1 passed, 1 total/);
}, 300_000);
