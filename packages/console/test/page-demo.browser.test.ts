import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { settled } from './page/seeing.ts';
import { Browsing } from './support/browsing.ts';
import { startServer } from './support/earshot.ts';

/** README's picture is made on request alone, as each day makes another one. */
const PICTURE = process.env['EARSHOT_README_PICTURE'] === '1' ? join(import.meta.dirname, '../../../docs/page.png') : undefined;

let browsing: Browsing;

beforeAll(async () => {
  const count = PICTURE ? '5000' : '600';
  browsing = await Browsing.begin([], (data) =>
    startServer(['--no-open', '--data', data, '--port', '0', '--count', count], undefined, 'demo'),
  );
});

afterAll(() => browsing?.end());

describe('the demo', () => {
  it('shows a page that is alive: sources, languages, negatives and sixty days', async () => {
    const page = await browsing.open({ path: '/?range=30d', context: { viewport: { width: 1600, height: 1060 } } });
    await settled(page);
    expect(await page.locator('.negatives .item').count()).toBe(7);
    expect(await page.locator('.source-row').count()).toBeGreaterThan(2);
    expect(await page.getByRole('combobox', { name: 'Language' }).locator('option').count()).toBeGreaterThan(4);
    if (PICTURE) await page.screenshot({ path: PICTURE });
    await page.getByText('60 days').click();
    await page.getByText('Show as a table').click();
    await settled(page);
    expect(await page.locator('.trend tbody tr').count()).toBe(60);
    expect(await browsing.faults()).toEqual([]);
  });
});
