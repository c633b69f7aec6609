import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import type { Page } from 'playwright-core';
import { look, settled } from './page/seeing.ts';
import { Browsing } from './support/browsing.ts';

const BROKEN = [
  'feedback,rating,timestamp',
  'The kettle leaks,2,2026-11-20T10:00:00Z',
  ',5,2026-11-20T10:00:00Z',
  '"=cmd|calc, really",99,2026-11-20T10:00:00Z',
  'Late again,3,the day before yesterday',
].join('\n');

let browsing: Browsing;
let page: Page;

beforeAll(async () => {
  browsing = await Browsing.begin();
});

afterEach(async () => {
  // What is refused on purpose is noted by the browser itself.
  expect(await browsing.faults(/status of 4(00|09)/)).toEqual([]);
});

afterAll(() => browsing?.end());

async function choose(name: string, text: string): Promise<void> {
  await page.getByRole('button', { name: 'Import', exact: true }).first().click();
  const file = { name, mimeType: 'text/csv', buffer: Buffer.from(text) };
  await page.locator('input[type=file]').setInputFiles(file);
}

/** Drops a file beside everything that could take one. */
async function drop(content: string): Promise<void> {
  const dataTransfer = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], 'broken.csv', { type: 'text/csv' }));
    return transfer;
  }, content);
  await page.dispatchEvent('footer, main', 'drop', { dataTransfer });
}

function startImport(): Promise<void> {
  return page.getByRole('dialog').getByRole('button', { name: 'Import', exact: true }).click();
}

async function totals(): Promise<string[]> {
  await page.locator('.totals').waitFor();
  return page.locator('.totals div').allTextContents();
}

describe('giving feedback', () => {
  it('says that there is nothing yet, takes what is typed, and shows it with its sentiment', async () => {
    page = await browsing.open();
    await page.getByText('Nothing heard yet').waitFor();
    expect(await look(page, 'empty')).toEqual([]);
    await page.getByRole('button', { name: 'Give the first feedback' }).click();
    await page.getByLabel('What did you notice?').click();
    for (const typed of ['I love this, great service!', 'c-7', 'web', '9']) {
      await page.keyboard.type(typed);
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Control+Enter');
    await page.getByText('Thank you. It was taken as Positive').waitFor();
    await page.getByRole('button', { name: 'See its scores' }).click();
    expect(await page.getByRole('dialog').locator('.scores div').first().textContent()).toMatch(/^Positive\d/);
    await drop('a file over what is open');
    await page.getByRole('dialog', { name: 'Import a file' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'Feedback' }).waitFor();
    await page.keyboard.press('Escape');
    const item = page.locator('.items.card .item');
    await item.waitFor();
    expect(await item.textContent()).toMatch(/I love this, great service!Positive.*c-7.*web.*9\/10.*en.*just now/);
    expect(await page.getByText('Nothing heard yet').count()).toBe(0);
  });

  it('keeps what is typed while the text before it is sent', async () => {
    page = await browsing.open();
    await page.getByRole('button', { name: 'Give feedback' }).click();
    const sending = Promise.withResolvers<void>();
    await page.route('**/feedback', (route) => sending.promise.then(() => route.continue()));
    const text = page.getByLabel('What did you notice?');
    await text.fill('sent first');
    await page.getByRole('button', { name: 'Send feedback' }).click();
    await page.getByText('Sending…').waitFor();
    await text.fill('typed meanwhile');
    sending.resolve();
    await page.getByText('Thank you.').waitFor();
    expect(await text.inputValue()).toBe('typed meanwhile');
  });

  it('names what is wrong where it was typed', async () => {
    page = await browsing.open();
    await page.getByRole('button', { name: 'Give feedback' }).click();
    await page.getByLabel(/^Rating/).fill('11');
    await page.getByRole('textbox', { name: 'Language' }).fill('not a language');
    await page.getByRole('button', { name: 'Send feedback' }).click();
    await page.getByText('Please look at the marked fields.').waitFor();
    const wrong = page.locator('[aria-invalid="true"]');
    expect(await wrong.evaluateAll((fields) => fields.map(({ id }) => id))).toEqual([
      'field-feedback',
      'field-rating',
      'field-language',
    ]);
    await page.waitForFunction(() => document.activeElement?.id === 'field-feedback');
    await page.getByText('Feedback text is required').waitFor();
    expect(await look(page, 'form')).toEqual([]);
  });
});

describe('importing', () => {
  it('takes a file that is chosen, and tells how far it is while the page fills', async () => {
    page = await browsing.open({ path: '/?range=all' });
    const rows = Array.from({ length: 4_000 }, (_, index) => `row ${index} is great,2026-11-20T10:00:00Z`);
    await choose('many.csv', ['feedback,timestamp', ...rows].join('\n'));
    await page.getByText('many.csv').waitFor();
    await page.evaluate(() => {
      const told: (string | undefined)[] = [];
      Object.assign(window, { told });
      new MutationObserver(() => told.push(document.querySelector('.importing p')?.textContent)).observe(document.body, {
        subtree: true,
        childList: true,
        characterData: true,
      });
    });
    await startImport();
    expect(await totals()).toEqual(['Added4,000', 'There already0', 'Refused0']);
    const told: string[] = await page.evaluate('told.filter(Boolean)');
    const shares = told.flatMap((text) => /^(\d+)%: [\d,]+ rows read, [\d,]+ added/.exec(text)?.[1] ?? []).map(Number);
    expect(shares.length).toBeGreaterThan(1);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    await page.getByRole('button', { name: 'Show all feedback' }).click();
    await page
      .getByText(/row \d+ is great/)
      .first()
      .waitFor();

    await choose('many.csv', ['feedback,timestamp', ...rows].join('\n'));
    await startImport();
    expect(await totals()).toEqual(['Added0', 'There already4,000', 'Refused0']);
  });

  it('takes a file that is dropped anywhere, lists the rows it refuses, and saves them', async () => {
    page = await browsing.open();
    await settled(page);
    await drop(BROKEN);
    await page.getByText('broken.csv').waitFor();
    await startImport();
    expect(await totals()).toEqual(['Added1', 'There already0', 'Refused3']);
    const refused = await page.locator('.form tbody tr').allTextContents();
    expect(refused).toEqual([
      expect.stringMatching(/^3.*feedback/i),
      expect.stringMatching(/^4.*rating.*=cmd/),
      expect.stringMatching(/^5.*timestamp.*Late again/),
    ]);
    expect(await look(page, 'import-refused')).toEqual([]);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: /^Save them/ }).click(),
    ]);
    const saved: string[][] = parse(await readFile(await download.path(), 'utf8'), { bom: true });
    expect(saved).toHaveLength(4);
    expect(saved[2]?.slice(0, 1)).toEqual(['4']);
    expect(saved.flat().filter((cell) => /^[=+\-@]/.test(cell))).toEqual([]);
  });

  it('tells which column it took as what, and which it left out', async () => {
    page = await browsing.open();
    await choose('shop.csv', 'date,comment,customer,stars,channel\n2026-11-20T10:00:00Z,Fine by me,c-1,5,shop');
    await startImport();
    expect(await totals()).toEqual(['Added1', 'There already0', 'Refused0']);
    const told = 'Columns: comment as feedback, customer as customer_id, channel as source, date as timestamp; left out: stars';
    await page.getByText(told).waitFor();
    expect(await look(page, 'imported')).toEqual([]);
  });

  it.each([
    ['notes.pdf', 'feedback\nfine', /^The name of the file must end in .csv.*export a spreadsheet as CSV/],
    ['empty.csv', '', /empty|no rows|nothing/i],
    ['other.csv', 'colour,size\nred,3', /feedback/],
    ['binary.csv', '\u0000\u0001\u0002\uFFFF', /./],
  ])('says what is wrong with %s', async (name, text, problem) => {
    page = await browsing.open();
    await choose(name, text);
    await startImport();
    const told = page.getByRole('dialog').getByRole('status').locator('.problem, .totals');
    await told.first().waitFor();
    expect(await told.first().textContent()).toMatch(problem);
    await page.getByRole('button', { name: 'Import another file' }).click();
    await page.getByText('Drop a file here').waitFor();
  });

  it('ends where it is stopped, and says what stays', async () => {
    page = await browsing.open({ path: '/?range=all' });
    await choose('endless.csv', `feedback\n${Array.from({ length: 60_000 }, (_, index) => `endless ${index}`).join('\n')}`);
    await startImport();
    await page.getByText(/rows read/).waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByText('Stopped. What is imported stays').waitFor();
    await page.keyboard.press('Escape');
    await page
      .getByText(/endless \d+/)
      .first()
      .waitFor();
  });
});
