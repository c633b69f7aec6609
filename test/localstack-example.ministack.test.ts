import { expect, it } from '@jest/globals';
import { runLocalstackExample } from './localstack-example.ts';

it('the integration test of the examples runs on MiniStack where there is no Docker engine', async () => {
  const printed = await runLocalstackExample({ DOCKER_HOST: 'tcp://127.0.0.1:1' });
  expect(printed).toMatch(/AWS endpoint: ministack at \S+, ready in/);
  expect(printed).toMatch(/Tests: +1 passed, 1 total/);
}, 300_000);
