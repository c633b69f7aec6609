import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { Browsing } from './support/browsing.ts';
import { times } from './support/records.ts';

/** A Wednesday afternoon, and its like a week before. */
const NOW = '2026-11-25T15:00:00Z';
const at = (time: string) => Date.parse(time) / 1000;

const RECORDS = [
  ...times(20, { feedbackText: 'The app crashes', sentiment: 'NEGATIVE', source: 'app', timestamp: at('2026-11-25T10:00:00Z') }),
  ...times(25, { feedbackText: 'Lovely staff', sentiment: 'POSITIVE', source: 'web', timestamp: at('2026-11-25T11:00:00Z') }),
  ...times(30, { feedbackText: 'Lovely weather', sentiment: 'POSITIVE', source: 'web', timestamp: at('2026-11-18T08:00:00Z') }),
  ...times(40, { feedbackText: 'Evening woes', sentiment: 'NEGATIVE', source: 'web', timestamp: at('2026-11-18T19:00:00Z') }),
];

let browsing: Browsing;
let page: Page;

beforeAll(async () => {
  browsing = await Browsing.begin(RECORDS);
});

afterEach(async () => {
  expect(await browsing.faults()).toEqual([]);
});

afterAll(() => browsing?.end());

async function cards(): Promise<(string | null)[]> {
  await page.waitForFunction(() => document.querySelector('.figures')?.getAttribute('aria-busy') === 'false');
  return page.locator('.figure').allTextContents();
}

describe('the first view', () => {
  it('compares today so far with the same time last week', async () => {
    page = await browsing.open({ now: NOW });
    await page.getByText('compared with the same time last week').waitFor();
    const [count, negative, net] = await cards();
    expect(count).toContain('45+50% (30 then)');
    expect(negative).toMatch(/44\.4%20 of 45▲ \+44\.4 points/);
    expect(net).toMatch(/\+11.*▼ −88\.9 points/);
  });
});
