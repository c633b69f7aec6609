import { lakeKeyOf } from '@earshot/core';
import { expect, test } from '@jest/globals';
import { reconcileRecent } from '../src/reconcile-recent.ts';
import { bench, post } from './bench.ts';

/** 2026-11-26T00:30:00Z in milliseconds: the second night after what a bench accepts. */
const SECOND_NIGHT = Date.UTC(2026, 10, 26, 0, 30);

test('the second night still mends what was accepted on a day, and repeated by half on the next', async () => {
  const { app, store, lake } = bench();
  await app.request('/feedback', post({ feedback: 'never arrived' }));
  const [record] = (await store.list({ limit: 1 })).items;
  lake.objects.clear();

  await reconcileRecent({ store, lake, clock: { now: () => SECOND_NIGHT } });
  expect([...lake.objects.keys()]).toEqual(record && [lakeKeyOf(record)]);
});
