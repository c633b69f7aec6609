import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { look, settled } from './page/seeing.ts';
import { Browsing } from './support/browsing.ts';

let browsing: Browsing;

beforeAll(async () => {
  browsing = await Browsing.begin([{ feedbackText: 'Fine so far', sentiment: 'POSITIVE' }]);
});

afterAll(() => browsing?.end());

describe('a page that stays open', () => {
  afterEach(async () => {
    // The browser itself notes each request that a server which is gone does not answer.
    expect(await browsing.faults(/ERR_(CONNECTION|INCOMPLETE|EMPTY)/)).toEqual([]);
  });

  it('shows in every tab what other programs and other tabs send', async () => {
    const first = await browsing.open();
    await settled(first);
    const second = await browsing.openBeside(first);
    await settled(second);
    await browsing.send({ feedback: 'awful, I hate it' });
    await browsing.send({ feedback: 'Tämä oli todella huono kokemus, enkä tule enää koskaan takaisin.' });
    for (const tab of [first, second]) {
      await tab.locator('.negatives .item', { hasText: 'awful' }).waitFor();
      await tab.locator('.items.card .item', { hasText: 'Tämä' }).getByText('Unknown').waitFor();
      expect(await tab.locator('.figure-value').first().textContent()).toBe('3');
    }
    await second.getByRole('button', { name: 'Give feedback' }).click();
    await second.getByLabel('What did you notice?').fill('typed in the second tab');
    await second.getByRole('button', { name: 'Send feedback' }).click();
    await first.locator('.items.card .item', { hasText: 'typed in the second tab' }).waitFor();
  });

  it('says which alert fires, and shows what is negative', async () => {
    const page = await browsing.open({ path: '/?range=7d' });
    await settled(page);
    for (let sent = 0; sent < 25; sent += 1) await browsing.send({ feedback: `awful, number ${sent} is broken` });
    const banner = page.getByRole('alert').filter({ hasText: 'negative share' });
    await banner.waitFor();
    expect(await banner.textContent()).toMatch(/negative share > 40 %.*: \d+% negative of \d+, since /);
    expect(await look(page, 'alert')).toEqual([]);
    await banner.getByRole('button', { name: 'Show what is negative' }).click();
    await page.waitForURL(/sentiment=NEGATIVE/);
  });

  it('says that the server is gone, keeps what is typed, and goes on when it is back', async () => {
    const page = await browsing.open();
    await settled(page);
    const start = await browsing.killServer();
    await page.getByText('Earshot’s server does not answer').waitFor();
    expect(await page.locator('.connection').textContent()).toBe('Not connected');
    expect(await page.locator('.items.card .item').count()).toBeGreaterThan(20);
    await page.getByText('7 days').click();
    await page.getByRole('button', { name: 'Give feedback' }).click();
    await page.getByLabel('What did you notice?').fill('typed while it was gone: wonderful');
    await page.getByRole('button', { name: 'Send feedback' }).click();
    await page.getByText('Your text is still here').waitFor();
    expect(await look(page, 'gone')).toEqual([]);

    await start();
    await settled(page);
    expect(await page.getByText('Earshot’s server does not answer').count()).toBe(0);
    await page.getByRole('button', { name: 'Send feedback' }).click();
    await page.getByText('Thank you.').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.items.card .item', { hasText: 'typed while it was gone' }).waitFor();
    await page.getByText('Last 7 days').waitFor();
  });

  it('says so when the server goes during an import, whose rows can be sent again', async () => {
    const page = await browsing.open();
    await page.getByRole('button', { name: 'Import' }).click();
    const rows = Array.from({ length: 60_000 }, (_, index) => `row ${index}`).join('\n');
    const file = { name: 'rows.csv', mimeType: 'text/csv', buffer: Buffer.from(`feedback\n${rows}`) };
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByRole('dialog').getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByText(/rows read/).waitFor();
    const start = await browsing.killServer();
    await page.getByText('The server has gone before the import ended').waitFor();
    await start();
    await settled(page);
  });
});
